"""What was measured, as it is kept."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from greenroom.bench.lab import Effort
from greenroom.bench.machine import Machine

Figures = Mapping[str, float]
"""Figures by name; `table.FIGURES` says what each is."""


class Row(Struct, frozen=True):
    """A contender: `figures` are medians over its `rounds`, and what can only be said of all of them."""

    server: str
    what: str
    figures: Figures
    rounds: list[Figures]


class Outcome(Struct, frozen=True):
    """What came of a scenario: `missing` says what could not be measured, or failed, and `notes` how to read the rest."""

    title: str
    rows: list[Row]
    missing: Sequence[str] = ()
    notes: Sequence[str] = ()


class Report(Struct, frozen=True):
    """Everything, with what it takes to understand it later."""

    version: str
    begun_at: str
    machine: Machine
    effort: Effort
    scenarios: dict[str, Outcome]
    notes: Sequence[str] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not any(outcome.missing for outcome in self.scenarios.values())
