"""Single values as protojson reads them. Each reader answers the value to keep or raises `Unfit`.

| kind   | read from                                                                    | kept as        |
|--------|------------------------------------------------------------------------------|----------------|
| string | text                                                                         | str            |
| bool   | true, false                                                                  | bool           |
| int32, int64 | a whole number in any notation, also as text                           | int            |
| float  | a number within 32 bits' range, also as text; "NaN", "Infinity", "-Infinity" | float          |
| enum   | a name; a number; other text is a closed enum's zero, and an open one's name | str; unknown numbers int |

Numbers as text follow JSON's grammar: no blanks, no plus sign, no leading zeros.
"""

import math
import re
from typing import Any

from greenroom.dialects.kit.messages import LARGEST_FLOAT32, Part
from greenroom.dialects.kit.protojson.caps import fit_text
from greenroom.dialects.kit.protojson.faults import Unfit

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_WORDS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_TOO_LARGE = (
    3.4028235677973366e38  # halfway to the next power of two: from here on nothing rounds to a 32-bit float
)
_LONGEST_NUMBER = 400  # digits; beyond the longest number that a float can be written as
_BITS = {"int32": 31, "int64": 63, "enum": 31}


def read_string(part: Part, value: Any, _depth: int) -> str:
    """Text within the cap."""
    if type(value) is not str:
        raise Unfit("string", part.name)
    return fit_text(value)


def read_bool(part: Part, value: Any, _depth: int) -> bool:
    """True or false, and nothing that looks like it."""
    if type(value) is not bool:
        raise Unfit("bool", part.name)
    return value


def read_int(part: Part, value: Any, _depth: int) -> int:
    """A whole number of 32 or 64 bits."""
    number = _whole(_number(value) if type(value) is str else value)
    limit = 1 << _BITS[part.kind]
    if number is None or not -limit <= number < limit:
        raise Unfit(part.kind, part.name)
    return number


def read_float(part: Part, value: Any, _depth: int) -> float:
    """A number within the range of 32-bit floats, or one of the three words."""
    if type(value) is str:
        if value in _WORDS:
            return _WORDS[value]
        value = _number(value)
    if type(value) not in (int, float) or not -_TOO_LARGE < value < _TOO_LARGE:
        raise Unfit("float", part.name)
    return max(-LARGEST_FLOAT32, min(float(value), LARGEST_FLOAT32))


def read_enum(part: Part, value: Any, depth: int) -> str | int:
    """The name of an enum's value, or the number of an unknown one."""
    words = part.words
    assert words
    zero = (part.zero or "") if words.open else words.first
    if type(value) is str:
        return words.spellings.get(value) or (words.open and read_string(part, value, depth)) or zero
    number = read_int(part, value, depth)
    return words.names.get(number, number) if number else zero


def _number(text: str) -> int | float | None:
    found = _NUMBER.fullmatch(text)
    if not found or len(text) > _LONGEST_NUMBER:
        return None
    return float(text) if found[1] or found[2] else int(text)


def _whole(value: Any) -> int | None:
    if type(value) is float and value.is_integer():
        return int(value)
    return value if type(value) is int else None
