"""Sheets: what a surface shows of which nobody said anything, made once, and filled in for each character.

Of a surface's fields, of which some have ninety, a character has a dozen. So all others are copied with the objects they
stand in, and only rows are asked whose part of the character was ever written. What comes of it is what asking each row
would give, in the same order.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import UNSET

from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Record, blank_record

Shower = Callable[[Record, Context, Mapping[str, Any]], Any]
"""Gives what a row shows of a record, given the surface's facet; UNSET leaves it out."""

Path = tuple[str, ...]

_BLANK = blank_record("", "", 0)


class Step(NamedTuple):
    """A row on its way to the wire: in which object it stands, its name there, and how it is shown.

    `part` is the field of a character that all it shows follows from, "facets" for what only this surface has; None where
    it follows from the whole record.
    """

    path: Path
    last: str
    wire: str
    show: Shower
    part: str | None


def walked(
    steps: Iterable[Step],
    record: Record,
    context: Context,
    facet: Mapping[str, Any],
    beside: Mapping[str, Any],
) -> dict[Path, dict[str, Any]]:
    """Each object that is shown, by path, its members in the order of the steps.

    Every step is asked, but for those that this surface wrote something else beside, by wire path.
    """
    inside: dict[Path, dict[str, Any]] = {(): {}}
    for path, last, wire, show, _ in steps:
        value = beside[wire] if wire in beside else show(record, context, facet)
        if value is not UNSET:
            _enter(inside, path)[last] = value
    return inside


class Sheet:
    """One for each surface and context."""

    def __init__(self, steps: Iterable[Step], context: Context) -> None:
        self._steps = tuple(steps)
        self._context = context
        self._blank = walked(self._steps, _BLANK, context, {}, {})
        self._fresh = [
            (path, last, value)
            for path, last, *_ in self._steps
            if isinstance(value := self._blank.get(path, {}).get(last), dict | list)
        ]
        self._kept = {step.wire: step for step in self._steps if step.part == "facets"}
        self._always = [step for step in self._steps if step.part is None]
        self._parts = [
            (name, getattr(_BLANK.character, name), [step for step in self._steps if step.part == name])
            for name in Character.__struct_fields__
            if name != "facets" and any(step.part == name for step in self._steps)
        ]

    def filled(self, record: Record, facet: Mapping[str, Any]) -> dict[str, Any] | None:
        """The character as the surface shows it; None where something is shown that has no place on this sheet, or not."""
        inside = self._copied()
        for step in self._written(record.character, facet):
            value = step.show(record, self._context, facet)
            at = inside.get(step.path, {})
            if (value is UNSET) is (step.last in at):
                return None
            if value is not UNSET:
                at[step.last] = value
        return inside[()]

    def _written(self, character: Character, facet: Mapping[str, Any]) -> list[Step]:
        """The steps that may show something else than on the sheet; defaults are told by identity, as in documents."""
        steps = [*self._always, *(self._kept[wire] for wire in facet if wire in self._kept)]
        for name, default, its_own in self._parts:
            if getattr(character, name) is not default:
                steps += its_own
        return steps

    def _copied(self) -> dict[Path, dict[str, Any]]:
        """The objects of the sheet, nothing of which is shared with anybody but what lies deeper in a single value."""
        inside = {path: dict(members) for path, members in self._blank.items()}
        for path, members in inside.items():
            if path:
                inside[path[:-1]][path[-1]] = members
        for path, last, value in self._fresh:
            inside[path][last] = value.copy()
        return inside


def _enter(inside: dict[Path, dict[str, Any]], path: Path) -> dict[str, Any]:
    """The object at a path, made with those around it where it is not there yet."""
    if path not in inside:
        inside[path] = _enter(inside, path[:-1])[path[-1]] = {}
    return inside[path]
