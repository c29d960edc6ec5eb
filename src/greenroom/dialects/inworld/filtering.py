"""What a filter may ask about a vendor's message, from the message's shape."""

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
    )


def _names(words: Words | None) -> tuple[str, ...]:
    """The names of an enum, that of zero first; none for an open one, which is compared as it is."""
    return () if words is None or words.open else tuple(words.names.values())
