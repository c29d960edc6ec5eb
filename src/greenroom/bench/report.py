"""What was measured, as it is kept."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

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
    """What came of a scenario; `missing` are sentences about what could not be measured, or failed."""

    title: str
    rows: list[Row]
    missing: list[str] = []
    notes: list[str] = []


class Report(Struct, frozen=True):
    """Everything, with what it takes to understand it later."""

    version: str
    begun_at: str
    machine: Machine
    effort: dict[str, Any]
    scenarios: dict[str, Outcome]
    notes: list[str] = []

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not any(outcome.missing for outcome in self.scenarios.values())
