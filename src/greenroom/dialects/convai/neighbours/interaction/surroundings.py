"""Surroundings: what a client says of where a character is – what it can do, what is there, and who."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from greenroom.dialects.convai.bodies import as_json
from greenroom.problems import BadValue

_SEPARATORS = {"actions": ",", "classLabels": ",", "objects": ";", "characters": ";"}
_ABOUT = ("description", "bio")


class Thing(NamedTuple):
    """An object or somebody, and what is said about it. `called` is the name without what stands in brackets."""

    name: str
    about: str

    @property
    def called(self) -> str:
        """As `Book` of `Book (Can be: Given)`."""
        return self.name.partition("(")[0].strip() or self.name


class Surroundings(NamedTuple):
    """All of it."""

    actions: tuple[str, ...] = ()
    objects: tuple[Thing, ...] = ()
    characters: tuple[Thing, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """The same for a prompt."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if self.actions:
            yield f"What can be done here: {', '.join(self.actions)}."
        for field, things in (("Within reach", self.objects), ("Also here", self.characters)):
            for one in things:
                yield f"{field}: {one.name}{f' – {one.about}' if one.about else ''}"


def read_surroundings(fields: dict[str, Any]) -> Surroundings:
    """What a body says of them; raises BadValue."""
    return Surroundings(texts(fields, "actions"), _things(fields, "objects"), _things(fields, "characters"))


def texts(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts, as JSON or with commas, without blank ones; raises BadValue."""
    found = [" ".join(_text(name, one).split()) for one in _items(fields, name)]
    return tuple(one for one in found if one)


def _things(fields: dict[str, Any], name: str) -> tuple[Thing, ...]:
    found = [_thing(name, as_json(one)) for one in _items(fields, name)]
    return tuple(one for one in found if one.name)


def _items(fields: dict[str, Any], name: str) -> list[Any]:
    """A list, the list that a text is as JSON, or the parts of a text."""
    value = as_json(fields.get(name))
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return [part for part in value.split(_SEPARATORS[name]) if part.strip()]
    return [] if value is None else [value]


def _thing(field: str, value: Any) -> Thing:
    if not isinstance(value, dict):
        return Thing(_text(field, value).strip(), "")
    about = next((value[name] for name in _ABOUT if value.get(name)), "")
    return Thing(_text(field, value.get("name", "")).strip(), _text(field, about).strip())


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue(field, "must be a list, or the text of one")
    return value
