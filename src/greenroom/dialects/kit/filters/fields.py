"""What a filter may ask about: a description of fields, given by whoever has something to filter."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["string", "int", "float", "bool", "enum", "message", "map", "any"]
Normaliser: TypeAlias = Callable[[str], str]
"""Brings different spellings of one value to the same text; it must leave `*` in its place."""

_ZEROS: Mapping[Kind, Any] = {
    "string": "",
    "int": 0,
    "float": 0,
    "bool": False,
    "enum": "",
    "message": None,
    "map": {},
    "any": None,
}


class Field(Struct, frozen=True, eq=False):
    """One field: its kind, and what that kind needs.

    `fields` are a message's, by their camelCase names. `words` are an enum's names, that of zero first; an enum
    without words is open and takes any name. `item` is what a map holds. `zero` is what the view shows when
    nothing was ever said, where this is not the kind's own zero (a speaking rate of 1). A message that is not
    `nullable` is never unset: where the view leaves it out, it is one in which nothing was said.
    """

    kind: Kind
    repeated: bool = False
    fields: Mapping[str, "Field"] = {}
    words: tuple[str, ...] = ()
    item: "Field | None" = None
    zero: Any = None
    nullable: bool = True

    def unset(self) -> Any:
        """What the view shows when nothing was said."""
        if self.repeated:
            return ()
        if self.zero is not None:
            return self.zero
        if self.kind == "message" and not self.nullable:
            return {}
        return self.words[0] if self.words else _ZEROS[self.kind]


class Language(Struct, frozen=True, eq=False):
    """The fields of one collection, and how its filters read; make it once, since compiled filters are kept by it.

    `prefix` may stand before any path and changes nothing (`character.name` is `name`). `searched` are the paths
    that bare literals are looked for in. `normalisers`, by path, are applied to literals and to what the view
    shows. All paths are dotted and in camelCase.
    """

    fields: Mapping[str, Field]
    prefix: str = ""
    searched: tuple[str, ...] = ()
    normalisers: Mapping[str, Normaliser] = {}


def camel_case(name: str) -> str:
    """`given_name` as `givenName`; a name without underscores as it is."""
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)
