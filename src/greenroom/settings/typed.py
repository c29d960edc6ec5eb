"""What was said of a setting, as a value of its type."""

from typing import Any

from greenroom.kit.passwords import without_passwords
from greenroom.settings.setting import Refused, Setting, Value


def typed(row: Setting, raw: Any, source: str) -> Value:
    """A raw value in the type of the row's default."""
    if isinstance(row.default, tuple):
        parts = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
            raise refused(row, "a list of texts", raw, source)
        return tuple(part for part in (_clean(row, part, source).strip() for part in parts) if part)
    if isinstance(raw, list | dict):
        raise refused(row, "one value", raw, source)
    if isinstance(row.default, bool):
        if str(raw).lower() not in _TRUE | _FALSE:
            raise refused(row, "true or false", raw, source)
        return str(raw).lower() in _TRUE
    if isinstance(row.default, int):
        return _number(row, raw, source)
    if not isinstance(raw, str):
        raise refused(row, "a text", raw, source)
    return _clean(row, raw, source)


def _number(row: Setting, raw: Any, source: str) -> int:
    text = str(raw)
    if text.startswith("-") and text[1:].isdecimal():
        raise refused(row, "0 or more", raw, source)
    if not text.isascii() or not text.isdecimal():
        raise refused(row, "a whole number", raw, source)
    if len(text) > _MOST_DIGITS:
        raise refused(row, row.must.be, raw, source)
    return int(text)


def _clean(row: Setting, text: str, source: str) -> str:
    """The text itself, unless no file and no socket could have it; bytes that are not UTF-8 are half surrogate pairs."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise refused(row, "a text in UTF-8 without U+0000", text, source)
    return text


_MOST_DIGITS = 18
"""Python refuses to read numbers of thousands of digits, and no setting comes near to these."""

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def holds(row: Setting, value: Value) -> bool:
    """Whether a value keeps its row's rule."""
    try:
        return bool(row.must.holds(value))
    except ValueError:
        return False


def refused(row: Setting, wanted: str, raw: object, source: str) -> Refused:
    """What to raise where it doesn't."""
    shown = without_passwords(raw) if isinstance(raw, str) else raw
    said = "" if row.secret else f", not {shown!r}"
    return Refused(f"{row.name} must be {wanted}{said} ({source}).")
