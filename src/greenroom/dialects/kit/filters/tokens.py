"""The pieces of a filter's text, and the limits that hold before it is parsed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from greenroom.problems import BadFilter

MOST_BYTES = 16_384
"""Of the filter in UTF-8."""
MOST_TOKENS = 512
"""Words, quoted texts, comparators and other signs; blanks are not counted."""
DEEPEST = 32
"""Parentheses within parentheses."""

_TOKEN = re.compile(
    r"""
    (?P<text> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | <= | >= | != | [(),.<>=!:-] | [^\s(),.<>=!:"'-][^\s(),.<>=!:"']* )
    | \s+
    """,
    re.VERBOSE | re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:")
_PROGRAMMERS_SIGNS = {"&&": "AND", "||": "OR"}
_LONGEST_SHOWN = 60


class Token(NamedTuple):
    """A piece of the text, quotes and escapes as written, and the index of its first character, from 0."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The index after its last character."""
        return self.start + len(self.text)


def shown(text: str) -> str:
    """`text` in quotes for a message: cut when long, with what cannot be printed as its code point."""
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    printable = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in cut)
    return f"'{printable}'" if '"' in printable else f'"{printable}"'


def tokens_of(text: str) -> list[Token]:
    """The tokens of a filter.

    Raises:
        BadFilter: The text is too long, too deep or not valid Unicode, or has in it what no filter may have.
    """
    _check_size(text)
    tokens = list(_scan(text))
    if len(tokens) > MOST_TOKENS:
        raise BadFilter(
            tokens[MOST_TOKENS].start + 1, f"expected at most {MOST_TOKENS} words and signs, found more"
        )
    _check_depth(tokens)
    return tokens


def _check_size(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        found = f"half of a surrogate pair, U+{ord(text[error.start]):04X}"
        raise BadFilter(error.start + 1, f"expected valid Unicode, found {found}") from None
    if size > MOST_BYTES:
        inside = text.encode()[:MOST_BYTES].decode(errors="ignore")
        raise BadFilter(len(inside) + 1, f"expected at most {MOST_BYTES:,} bytes, found {size:,}")


def _scan(text: str) -> Iterator[Token]:
    index = 0
    while index < len(text):
        match = _TOKEN.match(text, index)
        if match is None:
            raise BadFilter(
                index + 1, f"found a {text[index]} that is never closed, expected another {text[index]}"
            )
        if found := match["text"]:
            _check_word(text, token := Token(found, index))
            yield token
        elif control := _CONTROL.search(match[0]):
            raise _control_character(index + control.start(), control[0])
        index = match.end()


def _check_word(text: str, token: Token) -> None:
    if token.text[0] in "\"'":
        return
    if control := _CONTROL.search(token.text):
        raise _control_character(token.start + control.start(), control[0])
    if _MOMENT.match(text, token.start):
        raise BadFilter(
            token.start + 1, 'found a time without quotes, expected it quoted, as "2012-04-21T11:30:00Z"'
        )
    for sign, keyword in _PROGRAMMERS_SIGNS.items():
        if sign in token.text:
            raise BadFilter(token.start + token.text.index(sign) + 1, f"found {sign}, expected {keyword}")


def _control_character(index: int, found: str) -> BadFilter:
    return BadFilter(index + 1, f"found the control character U+{ord(found):04X}, expected it in quotes")


def _check_depth(tokens: list[Token]) -> None:
    depth = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if depth > DEEPEST:
            raise BadFilter(
                token.start + 1, f"expected at most {DEEPEST} parentheses within each other, found more"
            )
