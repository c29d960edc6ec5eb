"""Frozen structs: changing what lies deep inside, and naming what differs."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

S = TypeVar("S", bound=Struct)


def put_paths(struct: S, changes: Mapping[str, Any]) -> S:
    """`struct` with the values at these dotted paths replaced; the same object when there is nothing to change.

    What equals its default becomes that very default, because `omit_defaults` goes by identity.
    """
    if not changes:
        return struct
    fields: dict[str, Any] = {}
    deeper: dict[str, dict[str, Any]] = {}
    for path, value in changes.items():
        name, _, rest = path.partition(".")
        if rest:
            deeper.setdefault(name, {})[rest] = value
        else:
            fields[name] = value
    for name, inner in deeper.items():
        fields[name] = put_paths(fields.get(name, getattr(struct, name)), inner)
    defaults = _defaults(type(struct))
    settled = {name: _settled(value, defaults.get(name)) for name, value in fields.items()}
    return msgspec.structs.replace(struct, **settled)


@cache
def _defaults(kind: type[Struct]) -> dict[str, Any]:
    """The default of each field that has one; msgspec lists them from the last field back."""
    return dict(zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False))


def _settled(value: Any, default: Any) -> Any:
    return default if value == default else value


def differing_paths(
    one: Struct, other: Struct, whole: tuple[type[Struct], ...] = (), prefix: str = ""
) -> Iterator[str]:
    """The dotted paths at which two structs of one type differ, down to the first value that is no struct.

    Structs of the types in `whole` are not looked into.
    """
    for name in one.__struct_fields__:
        before, after = getattr(one, name), getattr(other, name)
        if before is after or before == after:
            continue
        if isinstance(before, Struct) and type(before) is type(after) and not isinstance(before, whole):
            yield from differing_paths(before, after, whole, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"
