"""Where in a text a value stands. Used only once something is wrong.

The search skips what lies beside the path with the standard library's scanner, so that it costs no more than
reading the text did.
"""

import json
import re
from collections.abc import Iterator

from greenroom.dialects.kit.protojson.faults import Path

_BLANKS = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'[{}\[\],:]|"(?:[^"\\]|\\.)*+"?|[^\s{}\[\],:"]+')
_LONGEST = 60
_SCANNER = json.JSONDecoder()


def line_and_column(text: str, offset: int) -> str:
    """`line 1:45`: both count from 1, the column in code points."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def token_at(text: str, offset: int) -> str:
    """The token that begins at `offset`, cut when long; empty at the end of the text."""
    token = _TOKEN.match(text, offset)
    return token[0][:_LONGEST] if token else ""


def offset_of(text: str, path: Path, *, name: bool = False) -> int:
    """Where the value at `path` begins, in a text that is valid JSON and has that path.

    With `name`, where the name of the path's last member begins: the last one, if it is there more than once.
    """
    at = _blanks(text, 0)
    for step in path[:-1] if name else path:
        at = _child(text, at, step)
    if not name:
        return at
    return max(start for start, label, _ in _members(text, at) if label == path[-1])


def _child(text: str, at: int, step: str | int) -> int:
    if isinstance(step, int):
        return next(value for index, value in enumerate(_items(text, at)) if index == step)
    return next(value for _, label, value in _members(text, at) if label == step)


def _members(text: str, at: int) -> Iterator[tuple[int, str, int]]:
    """Where each member's name begins, the name, and where its value begins."""
    for start in _separated(text, at):
        label, end = _SCANNER.raw_decode(text, start)
        yield start, label, _blanks(text, _blanks(text, end) + 1)


def _items(text: str, at: int) -> Iterator[int]:
    return _separated(text, at)


def _separated(text: str, at: int) -> Iterator[int]:
    """Where each item, or each member's name, begins in the list or object at `at`."""
    at = _blanks(text, at + 1)
    while text[at] not in "]}":
        yield at
        at = _after(text, at)
        if text[at] == ":":
            at = _after(text, _blanks(text, at + 1))
        at = _blanks(text, at + 1) if text[at] == "," else at


def _after(text: str, at: int) -> int:
    """The first character after the value at `at` that is not blank."""
    return _blanks(text, _SCANNER.raw_decode(text, at)[1])


def _blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    assert blanks
    return blanks.end()
