"""JSON itself (RFC 8259), strictly: bytes in, Python values out, or a sentence with line and column.

The standard library's scanner does the work. Two things it would let pass come out as values of their own,
for the reader to refuse where it finds them: an object with a repeated name, and a bare NaN or Infinity.
"""

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from typing import Any

from greenroom.dialects.kit.protojson.position import line_and_column, token_at
from greenroom.problems import NotJson

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_PAIRED = re.compile(
    r"(?:[^\\]++"
    r"|\\[^u]"
    r"|\\u(?![dD][89a-fA-F])"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})*+"
)
"""Text up to the first escape that is half of a surrogate pair."""

_BLAME = {
    "Unterminated string": "unexpected EOF",
    "Invalid control character": "invalid control character in string",
    "Invalid \\": "invalid escape code in string",
}
"""The scanner's complaints that are about the inside of a string, in protojson's words."""


class Twice(dict[str, Any]):
    """An object in which `name` occurs more than once."""

    name: str


class Bare:
    """NaN or an infinity without quotes, which JSON does not have."""


def parse(body: bytes) -> tuple[str, Any]:
    """The text of a body without a leading BOM, and its value; an empty or blank body is an empty object.

    Raises:
        NotJson: It is not UTF-8, not JSON, or nested beyond what the scanner takes.
    """
    text = _decoded(body)
    if not text.strip(" \t\n\r"):
        return "{}", {}
    try:
        value = _SCANNER.decode(text)
    except json.JSONDecodeError as error:
        raise NotJson(_complaint(text, error)) from None
    except RecursionError:
        raise NotJson("proto: exceeded max recursion depth") from None
    except ValueError:
        raise NotJson("proto: a number has too many digits") from None
    _refuse_lone_surrogates(text)
    return text, value


def _decoded(body: bytes) -> str:
    try:
        return body.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        place = line_and_column(body[: error.start].decode("utf-8-sig"), error.start)
        raise NotJson(f"proto: syntax error ({place}): invalid UTF-8") from None


def _complaint(text: str, error: json.JSONDecodeError) -> str:
    place = line_and_column(text, error.pos)
    for start, why in _BLAME.items():
        if error.msg.startswith(start):
            return f"proto: syntax error ({place}): {why}"
    token = token_at(text, error.pos)
    return f"proto: syntax error ({place}): " + (f"unexpected token {token}" if token else "unexpected EOF")


def _refuse_lone_surrogates(text: str) -> None:
    if "\\" not in text or not _SURROGATE.search(text):
        return
    paired = _PAIRED.match(text)
    assert paired
    end = paired.end()
    if end < len(text):
        escape = text[end : end + 6]
        raise NotJson(
            f'proto: syntax error ({line_and_column(text, end)}): invalid escape code "{escape}" in string'
        )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else _twice(pairs)


def _twice(pairs: list[tuple[str, Any]]) -> Twice:
    twice = Twice(pairs)
    twice.name = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return twice


_SCANNER = json.JSONDecoder(object_pairs_hook=_members, parse_constant=lambda _: Bare())
