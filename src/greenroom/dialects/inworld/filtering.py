"""What a filter may ask about characters: the fields of the vendor's message, and how they are looked at."""

import re

from greenroom.dialects.inworld.wire import CHARACTER
from greenroom.dialects.kit.filters import Filter, Language, compile_filter
from greenroom.dialects.kit.filters.fields import Field
from greenroom.dialects.kit.filters.fields import Kind as FilterKind
from greenroom.dialects.kit.messages import Kind, Part, Shape, Words

_KINDS: dict[Kind, FilterKind] = {
    "string": "string",
    "bool": "bool",
    "int32": "int",
    "int64": "int",
    "float": "float",
    "enum": "enum",
    "message": "message",
    "map": "map",
    "any": "any",
}
_DCD = "defaultCharacterDescription"
_SINGULAR = re.compile(r"(^|/)character/(?=[^/]*$)")


def filter_fields(shape: Shape) -> dict[str, Field]:
    """Every part of the message, by camelCase name."""
    return {name: _field(part) for name, part in shape.parts.items()}


def _field(part: Part) -> Field:
    return Field(
        kind=_KINDS[part.kind],
        repeated=part.repeated,
        fields=filter_fields(part.shape) if part.shape else {},
        words=_names(part.words),
        item=_field(part.value_part) if part.value_part else None,
        zero=part.zero,
        nullable=part.nullable,
    )


def _names(words: Words | None) -> tuple[str, ...]:
    """The names of an enum, that of zero first; none for an open one, which is compared as it is."""
    return () if words is None or words.open else tuple(words.names.values())


def plural(name: str) -> str:
    """A resource name, or a pattern of one, in one spelling of those that the vendor's texts use: plural, lower case."""
    return _SINGULAR.sub(r"\1characters/", name).lower()


LANGUAGE = Language(
    fields=filter_fields(CHARACTER),
    prefix="character",
    searched=(f"{_DCD}.givenName", f"{_DCD}.nicknames", f"{_DCD}.description"),
    normalisers={"name": plural},
)


def read_filter(text: str) -> Filter | None:
    """A list's filter, None for a blank one; raises BadFilter with the position of what is wrong."""
    return compile_filter(text, LANGUAGE) if text.strip() else None
