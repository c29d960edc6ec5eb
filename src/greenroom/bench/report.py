"""What was measured, as it is kept."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from greenroom.bench.lab import Effort
from greenroom.bench.machine import Machine
from greenroom.bench.size import named

Figures = Mapping[str, float]
"""Figures by name; `table.FIGURES` says what each is."""


def label(server: str, what: str = "", engine: str = "", size: int = 0) -> str:
    """What a contender, or its row, is called; nobody else in the race is called so."""
    return " ".join(filter(None, (server, what, engine, named(size))))


class Row(Struct, frozen=True):
    """A contender: `figures` are medians over its `rounds`, and what can only be said of all of them.

    `engine` is empty where it has no database of ours, `size` 0 where it does not matter how many characters there are.
    """

    server: str
    what: str
    figures: Figures
    rounds: list[Figures]
    engine: str = ""
    size: int = 0

    @property
    def label(self) -> str:
        """What it is called."""
        return label(self.server, self.what, self.engine, self.size)


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
    missing: Sequence[str] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not (self.missing or any(outcome.missing for outcome in self.scenarios.values()))

    def parts(self) -> Iterator[tuple[str, "Report"]]:
        """Each scenario by itself."""
        for name, outcome in self.scenarios.items():
            yield name, replace(self, scenarios={name: outcome})
