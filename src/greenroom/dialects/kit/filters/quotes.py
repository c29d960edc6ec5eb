"""Quoted texts and their escapes."""

import re

from greenroom.dialects.kit.filters.tokens import shown
from greenroom.problems import BadFilter

_SIMPLE = {
    "\\": "\\",
    '"': '"',
    "'": "'",
    "?": "?",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}
_ESCAPE = re.compile(
    r"\\(?:(?P<simple>[\\\"'?abfnrtv])"
    r"|x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<octal>[0-3][0-7]{2})|.)",
    re.DOTALL,
)
_KNOWN = r"""\\ \" \' \? \a \b \f \n \r \t \v \xHH \000 to \377 \uXXXX \UXXXXXXXX"""


def unquoted(quoted: str, position: int) -> str:
    r"""The text between the quotes, which begin at `position`; `\xHH` and octals are code points, not bytes.

    Raises:
        BadFilter: There is no such escape, or no such character.
    """
    inner = quoted[1:-1]
    if "\\" not in inner:
        return inner
    return _ESCAPE.sub(lambda match: _character(match, position + 1 + match.start()), inner)


def _character(escape: re.Match[str], position: int) -> str:
    if simple := escape["simple"]:
        return _SIMPLE[simple]
    if (kind := escape.lastgroup) is None:
        raise BadFilter(position, f"found the escape {shown(escape[0])}, expected one of {_KNOWN}")
    code = int(escape[kind], 8 if kind == "octal" else 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise BadFilter(
            position, f"found the escape {shown(escape[0])}, which is no character; expected a code point"
        )
    return chr(code)
