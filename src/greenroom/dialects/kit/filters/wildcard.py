"""Patterns in which `*` stands for any text, the empty one too."""

from collections.abc import Callable

STAR = "*"


def wildcard(pattern: str) -> Callable[[str], bool]:
    """A test for the texts that fit the whole pattern; its cost grows with the text's length, not with its power."""
    first, *middle, last = pattern.split(STAR) if STAR in pattern else ("", pattern)
    if STAR not in pattern:
        return pattern.__eq__
    least = len(first) + len(last)

    def fits(text: str) -> bool:
        if len(text) < least or not text.startswith(first) or not text.endswith(last):
            return False
        return _in_order(middle, text, len(first), len(text) - len(last))

    return fits


def _in_order(pieces: list[str], text: str, start: int, end: int) -> bool:
    for piece in pieces:
        found = text.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True
