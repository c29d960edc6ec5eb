"""Macros as they are written, as `{{random:a,{{char}}}}`: found in one pass from left to right, inner ones first."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

DEEPEST = 5
"""How many macros may lie in one another; those further out stay as they are."""

_TOKEN = re.compile(r"\{\{(?!\{)|\}\}|<(?:user|bot|char)>", re.IGNORECASE)
_HEAD = re.compile(r"\s*(//|[a-z_]+)(?:\s*(::?)|(?=\s)|$)", re.IGNORECASE)
_COMMA = re.compile(r"(?<!\\),")
_ANGLED = {"<user>": "user", "<bot>": "char", "<char>": "char"}


class Made(NamedTuple):
    """What came of an inner macro: nothing in it separates arguments, or is a macro, any more."""

    parts: "tuple[str | Made, ...]"


Piece = str | Made


class Macro(NamedTuple):
    """A macro's name in lower case and its argument, None where it has none. Without a name it is no macro."""

    name: str
    argument: tuple[Piece, ...] | None = None

    def text(self) -> str:
        """The argument in one piece."""
        return flat(self.argument or ())

    def choices(self) -> list[str]:
        r"""The argument cut at `::` or else at commas; `\,` is a comma."""
        wide = any("::" in piece for piece in self.argument or () if isinstance(piece, str))
        options = [""]
        for piece in self.argument or ():
            first, *others = [flat([piece])] if isinstance(piece, Made) else _cut(piece, wide=wide)
            options[-1] += first
            options.extend(others)
        return options if wide else [option.strip() for option in options]


Evaluate = Callable[[Macro], str | None]
"""What a macro is replaced by; None where it stays as it is."""


@dataclass
class _Open:
    """What stands within a macro that is not closed yet, and how many lie in one another there."""

    pieces: list[Piece] = field(default_factory=list)
    height: int = 0


def rewrite(text: str, evaluate: Evaluate) -> tuple[Piece, ...]:
    """The text in pieces, each macro replaced by what `evaluate` makes of it."""
    opened, at = [_Open()], 0
    for token in _TOKEN.finditer(text):
        opened[-1].pieces.append(text[at : token.start()])
        at = token.end()
        if token[0] == "{{":
            opened.append(_Open())
        elif token[0] == "}}":
            _close(opened, evaluate)
        else:
            made = evaluate(Macro(_ANGLED[token[0].lower()]))
            opened[-1].pieces.append(token[0] if made is None else Made((made,)))
    opened[-1].pieces.append(text[at:])
    return tuple(_unclosed(opened))


def flat(pieces: Iterable[Piece]) -> str:
    """Pieces as one text."""
    return "".join(_leaves(pieces))


def _leaves(pieces: Iterable[Piece]) -> Iterator[str]:
    """The texts in pieces, however deep; without recursion, for they may lie deeper than Python's stack."""
    within = [iter(pieces)]
    while within:
        piece = next(within[-1], None)
        if piece is None:
            within.pop()
        elif isinstance(piece, Made):
            within.append(iter(piece.parts))
        else:
            yield piece


def _close(opened: list[_Open], evaluate: Evaluate) -> None:
    if len(opened) == 1:
        opened[0].pieces.append("}}")
        return
    inner = opened.pop()
    height = inner.height + 1
    made = evaluate(_macro(inner.pieces)) if height <= DEEPEST else None
    opened[-1].pieces.append(Made(("{{", *inner.pieces, "}}") if made is None else (made,)))
    opened[-1].height = max(opened[-1].height, height)


def _unclosed(opened: list[_Open]) -> Iterator[Piece]:
    yield from opened[0].pieces
    for inner in opened[1:]:
        yield "{{"
        yield from inner.pieces


def _macro(pieces: list[Piece]) -> Macro:
    first, *others = pieces
    head = _HEAD.match(first) if isinstance(first, str) else None
    if not head or not isinstance(first, str):
        return Macro("")
    rest = (first[head.end() :], *others)
    given = head[2] or any(isinstance(piece, Made) or piece.strip() for piece in rest)
    return Macro(head[1].lower(), rest if given else None)


def _cut(text: str, *, wide: bool) -> list[str]:
    return text.split("::") if wide else [part.replace("\\,", ",") for part in _COMMA.split(text)]
