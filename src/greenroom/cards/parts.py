"""Structs and the JSON objects they are written as, key by key, so that what a struct can't say is kept word for word.

What a struct says less exactly than its object (`100.0` for 100, an empty comment for none, a place that the
specifications don't know) stays in its `more`, and is shown as long as it still reads as what the struct says.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import UNSET, Struct

from greenroom.cards.values import remark
from greenroom.kit.json_values import same

_EXACT = 2**53  # whole numbers up to here are the same as floats


class Part(NamedTuple):
    """A key that the specifications name.

    `read` takes any JSON value but null and gives the wire value, UNSET where it can't; `core` makes of it the struct's
    value. `always`: written even at its default. `typed` says whether the struct has the field; where it hasn't, what
    `missing` makes is written when nothing was kept.
    """

    read: Callable[[Any], Any]
    core: Callable[[Any], Any] = lambda value: value
    always: bool = False
    typed: bool = True
    missing: Callable[[], Any] = lambda: UNSET


Parts = Mapping[str, Part]


class Split(NamedTuple):
    """An object in two: the struct's fields that differ from their defaults, and what they don't say.

    `remarks` say of keys what was read otherwise than it stands there.
    """

    fields: dict[str, Any]
    more: dict[str, Any]
    remarks: dict[str, str]


def split(wire: Mapping[str, Any], parts: Parts, blank: Struct) -> Split:
    """Read an object for a struct. Keys that nobody knows come last in `more`, in their own order."""
    found = Split({}, {}, {})
    for key, part in parts.items():
        if wire.get(key) is not None:
            _split_part(key, part, wire[key], blank, found)
    found.more.update({key: value for key, value in wire.items() if key not in parts})
    return found


def join(struct: Struct, more: Mapping[str, Any], parts: Parts, blank: Struct) -> dict[str, Any]:
    """The object of a struct, in the order of the table, unknown keys last."""
    shown = ((key, _show(key, part, struct, more, blank)) for key, part in parts.items())
    out = {key: value for key, value in shown if value is not UNSET}
    out.update({key: value for key, value in more.items() if key not in parts})
    return out


def _split_part(key: str, part: Part, raw: Any, blank: Struct, found: Split) -> None:
    read = part.read(raw)
    if read is UNSET and not part.always:
        found.more[key] = raw  # and is written word for word
        return
    if why := remark(raw, read):
        found.remarks[key] = why
    if read is UNSET:
        return
    written = raw if raw is read or same(raw, read) else read
    if not part.typed:
        if not same(written, part.missing()):
            found.more[key] = written
        return
    core, default = part.core(read), getattr(blank, key)
    if core != default:
        found.fields[key] = core
    shown = _wire(core) if part.always or core != default else UNSET
    if type(shown) is not type(written):
        found.more[key] = written


def _show(key: str, part: Part, struct: Struct, more: Mapping[str, Any], blank: Struct) -> Any:
    if not part.typed:
        return more[key] if key in more else part.missing()
    value, default = getattr(struct, key), getattr(blank, key)
    if key in more and _core(part, more[key], default) == value:
        return more[key]
    return _wire(value) if part.always or value != default else UNSET


def _core(part: Part, raw: Any, default: Any) -> Any:
    read = part.read(raw)
    return default if read is UNSET else part.core(read)


def _wire(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value
