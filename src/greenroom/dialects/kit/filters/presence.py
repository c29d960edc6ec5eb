"""Whether something was said: what `field:*` asks."""

from collections.abc import Mapping
from typing import Any

from greenroom.dialects.kit.filters.fields import Field
from greenroom.dialects.kit.filters.number import shown_number
from greenroom.dialects.kit.filters.place import Place


def is_present(place: Place, value: Any) -> bool:
    """Whether a value of this place counts as there: a map's entry always, another unless it is the default."""
    return place.is_entry or is_set(place.field, value)


def is_set(field: Field, value: Any) -> bool:
    """Whether the value differs from an unset one; a message does if some member of it does."""
    if field.repeated or field.kind == "map":
        return bool(value)
    if field.kind == "message":
        return isinstance(value, Mapping) and _has_member(field, value)
    if field.kind == "any":
        return value not in (None, "", 0, False, [], {})
    if field.kind in ("int", "float"):
        value = shown_number(value)
    return bool(value != field.unset())


def _has_member(field: Field, message: Mapping[str, Any]) -> bool:
    known = ((inner, message.get(name)) for name, inner in field.fields.items())
    return any(value is not None and is_set(inner, value) for inner, value in known)
