"""The unknown layer: keys that nobody documented, kept for the surface that sent them, within a bound."""

from collections.abc import Iterable, Mapping
from typing import Any

from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue

MOST_BYTES = 64 * 1024


def merge_unknown(kept: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept after a request: each key replaced whole, removed by null. Raises BadValue beyond 64 KiB."""
    merged = merge_unchecked(kept, sent)
    check_size([merged], sent)
    return merged


def merge_unchecked(kept: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """The same without the bound, for who holds to it all that a character has, and not this layer alone."""
    return {name: value for name, value in {**kept, **sent}.items() if value is not None}


def merge_nested(kept: Mapping[str, Any], sent: Mapping[tuple[str, ...], Any]) -> dict[str, Any]:
    """The same for fields at paths, which end at a first unknown key; an object that lost all of its own goes too."""
    merged = dict(kept)
    for (name, *below), value in sent.items():
        after = merge_nested(merged.get(name, {}), {tuple(below): value}) or None if below else value
        if after is None:
            merged.pop(name, None)
        else:
            merged[name] = after
    return merged


def check_size(kept: Iterable[Any], sent: Mapping[str, Any], whose: str = "a character") -> None:
    """Hold what a surface keeps of a thing's unknown fields to the bound, all of it together.

    `kept` is that, value by value; `sent` are the unknown fields of the request by name. Who sends none, or only null,
    which removes, cannot have broken the bound, and pays nothing for it.

    Raises:
        BadValue: There is more; it names the largest field that was sent.
    """
    new = {name: value for name, value in sent.items() if value is not None}
    if new and sum(len(encode_json(value)) for value in kept if value) > MOST_BYTES:
        largest = max(new, key=lambda name: len(encode_json(new[name])))
        raise BadValue(largest, f"is unknown, and {whose} keeps at most 64 KiB of unknown fields")
