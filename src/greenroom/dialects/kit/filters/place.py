"""Where a path leads: the field at its end, and the values a view has there."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from greenroom.dialects.kit.filters.fields import Field, Language, camel_case
from greenroom.dialects.kit.filters.tokens import shown
from greenroom.dialects.kit.filters.tree import Word
from greenroom.problems import BadFilter

View = Mapping[str, Any]
_ABSENT = object()
_ANY = Field("any")
_FEW = 12


class Step(NamedTuple):
    """One name of a path, and what stands there when the view leaves it out."""

    key: str
    unset: Any


class Place(NamedTuple):
    """The end of a path; `many` if a list stands there or on the way."""

    field: Field
    steps: tuple[Step, ...] = ()
    many: bool = False

    @property
    def path(self) -> str:
        """Dotted and in camelCase."""
        return ".".join(step.key for step in self.steps)

    @property
    def is_entry(self) -> bool:
        """Whether the last step is a map's key."""
        return bool(self.steps) and self.steps[-1].unset is _ABSENT

    @property
    def is_fixed(self) -> bool:
        """Whether the path leads through messages only: it is one place, which its dotted form names."""
        return not self.many and all(step.unset is not _ABSENT for step in self.steps)

    def values(self, view: View) -> list[Any]:
        """What the view has here: one value, several below a list, none where a message or a map's key is missing."""
        found: list[Any] = [view]
        for key, unset in self.steps:
            found = [
                _value(inner, key, unset)
                for outer in found
                for inner in each(outer)
                if isinstance(inner, Mapping)
            ]
            found = [value for value in found if value is not _ABSENT]
        return found


def each(value: Any) -> Iterable[Any]:
    """The elements of a list; of anything else, itself."""
    return value if isinstance(value, list | tuple) else (value,)


def place_of(language: Language, words: tuple[Word, ...]) -> Place:
    """Where a path leads.

    Raises:
        BadFilter: There is no such field.
    """
    if len(words) > 1 and language.prefix and camel_case(words[0].text) == camel_case(language.prefix):
        words = words[1:]
    return below(Place(Field("message", fields=language.fields)), words)


def known_place(path: str) -> Place:
    """Where a dotted path leads, without looking it up: for paths that a program names."""
    return Place(_ANY, tuple(Step(key, None) for key in path.split(".")))


def below(place: Place, words: tuple[Word, ...]) -> Place:
    """Where a path leads that begins at `place`.

    Raises:
        BadFilter: There is no such field.
    """
    for word in words:
        place = _next(place, word)
    return place


def _next(place: Place, word: Word) -> Place:
    field = place.field
    if field.kind in ("map", "any") and not field.repeated:
        item = field.item or _ANY
        return Place(item, (*place.steps, Step(word.text, _ABSENT)), place.many or item.repeated)
    name = word.text if word.text in field.fields else camel_case(word.text)
    inner = field.fields.get(name)
    if inner is None:
        raise BadFilter(word.position, _unknown(place, word.text))
    return Place(inner, (*place.steps, Step(name, inner.unset())), place.many or inner.repeated)


def _unknown(place: Place, name: str) -> str:
    field, where = place.field, f" in {shown(place.path)}" if place.steps else ""
    if "[" in name or (field.repeated and name.isdigit()):
        return f"found the index {shown(name)}{where}, expected a name; elements have no addresses here"
    if field.kind != "message":
        return f"found {shown(name)}{where}, which has no fields; expected a comparator"
    known = f"one of {', '.join(field.fields)}" if len(field.fields) <= _FEW else "the name of a field"
    return f"found {shown(name)}{where}, expected {known}"


def _value(outer: Mapping[str, Any], key: str, unset: Any) -> Any:
    value = outer.get(key, _ABSENT)
    return unset if value is _ABSENT or value is None else value
