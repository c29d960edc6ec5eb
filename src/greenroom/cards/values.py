"""Values as real cards hold them, read into the types that the specifications name.

Each reader takes any JSON value but null and gives the exact wire value; UNSET says that there is no way to read it.
"""

import math
import re
from typing import Any

from msgspec import UNSET, UnsetType

from greenroom.kit.json_values import encode_json, same

ODD = "greenroom/odd"
"""Where values that the specifications don't know are kept, under `extensions`."""

RETYPED = "has another type than it should have; it was read as near as can be"
UNREAD = "can't be read"

_NUMBER = re.compile(r"\s*-?[0-9]+(\.[0-9]+)?\s*")
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LATEST = 10**11  # as seconds it is the year 5138, so what is larger counts milliseconds or less
_ASSET = ("type", "uri", "name", "ext")


def remark(raw: Any, read: Any) -> str:
    """What to say of a value that was read; empty where it is still what it was, or was empty before and after."""
    if same(raw, read) or (_is_empty(raw) and (read is UNSET or _is_empty(read))):
        return ""
    return UNREAD if read is UNSET else RETYPED


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def text(value: Any) -> str:
    """A string; a list as lines, anything else as its JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(texts(value))
    return encode_json(value).decode()


def texts(value: Any) -> list[str]:
    """A list of strings, its nulls left out; what is no list is its only item, except an empty string."""
    if not isinstance(value, list):
        return [] if value == "" else [text(value)]
    if all(isinstance(item, str) for item in value):
        return value
    return [text(item) for item in value if item is not None]


def keys(value: Any) -> list[str]:
    """A list of strings, or one string with commas between them."""
    if isinstance(value, str):
        return [key for part in value.split(",") if (key := part.strip())]
    return texts(value)


def flag(value: Any) -> bool | UnsetType:
    """A boolean; numbers by not being zero, and the usual words for both."""
    if isinstance(value, str):
        return _WORDS.get(value.strip().lower(), UNSET)
    return bool(value) if isinstance(value, int | float) else UNSET


def number(value: Any) -> int | float | UnsetType:
    """A number that a double can hold, or its text."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
        value = int(value) if value.is_integer() else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return UNSET
    try:
        return value if math.isfinite(value) else UNSET
    except OverflowError:
        return UNSET


def whole(value: Any) -> int | UnsetType:
    """A whole number of 64 bits."""
    read = number(value)
    return int(read) if read is not UNSET and read == int(read) and abs(read) < 2**63 else UNSET


def seconds(value: Any) -> int | UnsetType:
    """A moment in seconds since 1970, UTC; many programs write milliseconds."""
    read = number(value)
    if read is UNSET:
        return UNSET
    moment = int(read)
    while abs(moment) > _LATEST:
        moment //= 1000
    return moment


def extensions(value: Any) -> dict[str, Any]:
    """An object; what is none is kept in one, as an odd value."""
    if isinstance(value, dict):
        return value
    return {} if value in ("", []) else {ODD: {"extensions": value}}


def mapping(value: Any) -> dict[str, Any] | UnsetType:
    """An object; what is in it is its owner's business."""
    return value if isinstance(value, dict) else UNSET


def translations(value: Any) -> dict[str, str] | UnsetType:
    """One text for each language."""
    if not isinstance(value, dict):
        return UNSET
    return {language: text(words) for language, words in value.items() if words is not None}


def place(value: Any) -> str | UnsetType:
    """Where a lorebook entry goes, as far as the specifications know places."""
    return value if value in ("before_char", "after_char") else UNSET


def assets(value: Any) -> list[dict[str, Any]] | UnsetType:
    """The list of a card's pictures, sounds and models; items that are no objects are left out."""
    listed = [value] if isinstance(value, dict) else value
    return [_asset(item) for item in listed if isinstance(item, dict)] if isinstance(listed, list) else UNSET


def _asset(item: dict[str, Any]) -> dict[str, Any]:
    """One asset. V3 spells the scheme of files beside the card with one d; several programs don't."""
    said = {key: text(item[key]) if item.get(key) is not None else "" for key in _ASSET}
    if said["uri"].startswith("embedded://"):
        said["uri"] = said["uri"].replace("embedded", "embeded", 1)
    said["ext"] = said["ext"].lower().removeprefix(".") or "unknown"
    return item | said
