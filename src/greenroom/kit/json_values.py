"""JSON values as Python objects: equality, merging, and writing what others wrote."""

from typing import Any

import msgspec

encode_json = msgspec.json.Encoder().encode
"""A value as JSON text in UTF-8; integers may be of any size, as strangers send them."""


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal; numbers by value, but a boolean is no number (in Python `1 == True`)."""
    if type(one) is str:  # nearly always
        return type(other) is str and one == other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() == other.keys()
            and all(same(value, other[key]) for key, value in one.items())
        )
    if isinstance(one, list | tuple):
        return isinstance(other, list | tuple) and len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def merge_below(known: dict[str, Any], unknown: dict[str, Any]) -> None:
    """Put into `known` what `unknown` has besides, object by object; what is already there is never replaced."""
    for key, value in unknown.items():
        if key not in known:
            known[key] = value
        elif isinstance(known[key], dict) and isinstance(value, dict):
            known[key] = dict(known[key])  # an inner object may be somebody else's
            merge_below(known[key], value)
