"""Conversion: JSON values into wire types, and plain words for what is wrong with those that do not fit."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from greenroom.problems import BadValue

T = TypeVar("T")

_NAMES = {
    "array": "an array",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "null",
    "object": "an object",
    "str": "a string",
}
_UNITS = {"str": "character", "array": "item"}
_KIND = re.compile(r"Expected `([a-z |]+)`, got `([a-z]+)`")
_LENGTH = re.compile(r"Expected `(str|array)` of length (<=|>=) (\d+)")
_RANGE = re.compile(r"Expected `(?:int|float)` (<=|>=) (-?[0-9.e+]+)")
_PATTERN = re.compile(r"Expected `str` matching regex (.+)")
_PATTERNS = {repr(r"\S"): "must not be blank"}
_KEY = re.compile(r"Object (missing required|contains unknown) field `(.*)`", re.DOTALL)
_KEYS = {"missing required": "is required", "contains unknown": "is not a field that can be given here"}


def convert(value: Any, kind: type[T], field: str = "") -> T:
    """`value` as `kind`; raises BadValue for the first fault, with its path below `field`, as in `scopes[0]`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        said, _, path = str(error).partition(" - at `$")
        raise _fault(said, f"{field}{path.rstrip('`')}".lstrip(".")) from None


def checker(kind: Any) -> Callable[[Any, str], Any]:
    """A check that a value fits `kind`, made once for many values; it gives and raises what `convert` does.

    msgspec looks an annotated type up anew at each call, which costs more than the check, and a struct only once.
    """
    holder: Any = msgspec.defstruct("Held", [("value", kind)])

    def check(value: Any, field: str) -> Any:
        try:
            return msgspec.convert({"value": value}, holder).value
        except msgspec.ValidationError:
            return convert(value, kind, field)

    return check


def _fault(said: str, path: str) -> BadValue:
    if key := _KEY.fullmatch(said):
        return BadValue(f"{path}.{key[2]}".lstrip("."), _KEYS[key[1]])
    return BadValue(path or "body", _why(said))


def _why(said: str) -> str:
    if kind := _KIND.fullmatch(said):
        wanted = " or ".join(_NAMES[name] for name in kind[1].split(" | "))
        return f"must be {wanted}, not {_NAMES[kind[2]]}"
    if length := _LENGTH.fullmatch(said):
        bound, number = "at most" if length[2] == "<=" else "at least", int(length[3])
        return f"must have {bound} {number:,} {_UNITS[length[1]]}{'s' * (number != 1)}"
    if inside := _RANGE.fullmatch(said):
        return f"must be at {'most' if inside[1] == '<=' else 'least'} {float(inside[2]):,g}"
    if pattern := _PATTERN.fullmatch(said):
        return _PATTERNS.get(pattern[1], "is not of the form that is asked for here")
    return "is not one of the values that are allowed here"
