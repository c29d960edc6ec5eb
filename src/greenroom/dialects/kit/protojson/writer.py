"""Trees to what is answered: nothing omitted but what is shown only when stored.

Unset is: string "", number 0, bool false, an enum's first name, list [], map {}; a message is filled with its own
zeros, or null where it is nullable. Whole floats lose their fraction, those that JSON can't say become words,
64-bit integers are texts.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from greenroom.dialects.kit.messages import Part, Shape

_EXACT = 2.0**53
"""Below this, a whole float is the same number as an integer."""


def write(tree: Mapping[str, Any], shape: Shape) -> dict[str, Any]:
    """`tree` completed and in wire form; its unknown fields follow the known ones, as they are."""
    shown: dict[str, Any] = {}
    for name, part in shape.parts.items():
        value = tree.get(name)
        if value is not None:
            shown[name] = write_value(part, value)
        elif part.emit == "always":
            shown[name] = zero_value(part)
    parts = shape.parts
    return shown | {name: value for name, value in tree.items() if name not in parts}


def zero_value(part: Part) -> Any:
    """What a field shows when it is unset."""
    if part.repeated:
        return []
    if part.kind == "map":
        return {}
    if part.shape and not part.nullable:
        return write({}, part.shape)
    return None if part.zero is None else write_value(part, part.zero)


def write_value(part: Part, value: Any) -> Any:
    """One field's value, not null, in wire form."""
    write_one = _WRITERS.get(part.kind)
    if not write_one:
        return value
    return [write_one(part, item) for item in value] if part.repeated else write_one(part, value)


def _message(part: Part, value: Mapping[str, Any]) -> dict[str, Any]:
    assert part.shape
    return write(value, part.shape)


def _map(part: Part, value: Mapping[str, Any]) -> dict[str, Any]:
    assert part.value_part
    return {key: write_value(part.value_part, member) for key, member in value.items()}


def _enum(part: Part, value: str | int) -> str | int:
    assert part.words
    return part.words.names.get(value, value) if isinstance(value, int) else value


def show_float(value: float) -> float | int | str:
    """A float in wire form: a whole one without its fraction, and as a word what JSON can't say."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return int(value) if -_EXACT < value < _EXACT and value == int(value) else value


def _int64(_part: Part, value: int) -> str:
    return str(value)


_WRITERS: dict[str, Callable[[Part, Any], Any]] = {
    "message": _message,
    "map": _map,
    "enum": _enum,
    "float": lambda _part, value: show_float(value),
    "int64": _int64,
}
"""The kinds whose wire form is not the value itself."""
