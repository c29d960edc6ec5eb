"""Results: what became of each file, or of each thing in it."""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from greenroom.cards.imported import Line

State = Literal["kept", "updated", "unchanged", "skipped", "failed"]
"""New here; a new revision of what was there; there already; nothing that is taken in; refused."""

Kind = Literal["character", "lorebook", "thread", "persona", "group", "sprite", "picture", "file"]

OUR_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What may be raised over a file or a character that nobody thought of: it ends no work on others."""

BROKE = "This server could not do it, which is a fault of its own, and told in its log."

_TOLD = ("mapped", "dropped", "dead_link")


class Result(NamedTuple):
    """What became of one thing. `reason` is a code where one was refused, `why` is for people."""

    file: str
    state: State
    kind: Kind = "file"
    id: str = ""
    name: str = ""
    format: str = ""
    report: tuple[Line, ...] = ()
    reason: str = ""
    why: str = ""

    def shown(self) -> dict[str, Any]:
        """For programs: what says nothing is left out."""
        shown: dict[str, Any] = {"file": self.file, "state": self.state}
        if self.state == "failed":
            return shown | {"error": self.why} | ({"reason": self.reason} if self.reason else {})
        shown |= {"kind": self.kind, "id": self.id, "name": self.name, "format": self.format}
        shown |= {"why": self.why} if self.why else {}
        return shown | {"notes": notes(self.report), "report": [line._asdict() for line in self.report]}


def notes(report: Iterable[Line]) -> list[dict[str, str]]:
    """What there is to say beyond what became of it."""
    return [{"field": line.field, "why": line.why} for line in report if line.fate in _TOLD and line.why]
