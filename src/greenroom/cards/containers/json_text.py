"""JSON as files hold it: with a byte order mark, in another encoding, with halves of characters, deeper than is sane."""

import json
import math
import re
from typing import Any

import msgspec

from greenroom.cards.caps import DEEPEST, VALUES
from greenroom.cards.refusals import refused
from greenroom.problems import BadCard

_BOM = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_AROUND = b" \t\r\n\x00"
_LONE = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_REPLACEMENT = "\ufffd"

LATIN = "its text is not UTF-8, and was read as Latin-1"
HALVES = "halves of surrogate pairs, which are no characters, were replaced"

_decode = msgspec.json.Decoder().decode


def decode_json(data: bytes, warnings: list[str]) -> Any:
    """The value in a text.

    Raises:
        BadCard: not_json, bad_number, too_deep, or too_many_values.
    """
    text = _utf8(data, warnings).strip(_AROUND)
    if text.count(b",") + text.count(b"[") + text.count(b"{") > VALUES:
        raise refused("too_many_values", most=VALUES)
    try:
        value = _decode(text)
    except RecursionError:
        raise refused("too_deep", most=DEEPEST) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        value = _mended(text, str(error), warnings)
    check_depth(text, value)
    return value


def check_depth(text: bytes, value: Any) -> None:
    """Raise BadCard for a value that is nested too deeply; the text it was decoded from spares most the walk."""
    if text.count(b"[") + text.count(b"{") <= DEEPEST:
        return
    depth, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        if depth > DEEPEST:
            raise refused("too_deep", most=DEEPEST)
        level = [part for one in level for part in (one.values() if isinstance(one, dict) else one)]


def _utf8(data: bytes, warnings: list[str]) -> bytes:
    wide = _WIDE.get(data[:2])
    if wide:
        return data[2:].decode(wide, "replace").encode()
    text = data.removeprefix(_BOM)
    if text.isascii():
        return text
    try:
        text.decode()
    except UnicodeDecodeError:
        warnings.append(LATIN)
        return text.decode("latin-1").encode()
    return text


def _mended(text: bytes, why: str, warnings: list[str]) -> Any:
    """The value of a text that only has halves of surrogate pairs, or numbers out of range; raises BadCard otherwise."""
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except RecursionError:
        raise refused("too_deep", most=DEEPEST) from None
    except ValueError:
        raise refused("not_json", why=_words(why)) from None
    if not _ESCAPED_HALF.search(text):
        raise refused("not_json", why=_words(why))
    warnings.append(HALVES)
    return whole_characters(value)


def whole_characters(value: Any) -> Any:
    """The value with U+FFFD for halves of surrogate pairs; not for deep ones."""
    if isinstance(value, str):
        return value if value.isascii() else _LONE.sub(_REPLACEMENT, value)
    if isinstance(value, list):
        return [whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {whole_characters(key): whole_characters(item) for key, item in value.items()}
    return value


def _no_number(constant: str) -> BadCard:
    raise refused("bad_number", number=constant)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise refused("bad_number", number=text[:20])
    return number


def _words(error: str) -> str:
    text = error.removeprefix("JSON is malformed: ")
    return text[:1].lower() + text[1:]
