"""Numbers as filters write them and as views show them."""

import math
import re
from typing import Any

_WRITTEN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_EXACT = re.compile(r"-?[0-9]{1,19}")
_LARGEST = 2**63


def number(text: str) -> float | None:
    """The number written here, exact up to 19 digits without a point; None for other texts and beyond a double."""
    if _EXACT.fullmatch(text):
        return int(text)
    if not _WRITTEN.fullmatch(text):
        return None
    value = float(text)
    return None if math.isinf(value) else value


def whole_number(text: str) -> int | None:
    """The 64-bit integer written here, also as `1.0` or `1e2`; None for anything else."""
    value = number(text)
    if value is None or value != int(value) or not -_LARGEST <= value < _LARGEST:
        return None
    return int(value)


def shown_number(value: Any) -> float:
    """The number a view shows, where 64-bit integers and NaN are texts; NaN for what is no number."""
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return math.nan
    exact = number(value)
    if exact is not None:
        return exact
    return {"Infinity": math.inf, "-Infinity": -math.inf}.get(value, math.nan)
