"""Two texts word by word: what only the first has, what only the second has, and what both have."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 4000


class Piece(NamedTuple):
    """A part of a text: `gone`, `new`, or the `same` in both."""

    kind: Literal["gone", "new", "same"]
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in the order in which both are read; texts of more than 4,000 words are told apart line by line."""
    parts = [_WORDS.findall(text) for text in (before, after)]
    if max(map(len, parts)) > _MOST:
        parts = [text.splitlines(keepends=True) for text in (before, after)]
    if max(map(len, parts)) > _MOST:
        return tuple(one for one in (Piece("gone", before), Piece("new", after)) if one.text)
    one, other = parts
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(one[a:b])))
        else:
            found += [Piece("gone", "".join(one[a:b])), Piece("new", "".join(other[c:d]))]
    return tuple(piece for piece in found if piece.text)
