"""Numbers in words: how far a value is along an axis."""

from typing import NamedTuple


class Axis(NamedTuple):
    """The words of both ends, as "sad" and "joyful"."""

    below: str
    above: str


_STEPS = ((20, "a little "), (40, "somewhat "), (60, "rather "), (80, "very "))


def degree(value: float, axis: Axis, full: float = 100) -> str:
    """A value in words and the number itself, as `very joyful (80 of 100)`; "" for 0. `full` is the end of the axis."""
    if not value:
        return ""
    share = abs(value) / full * 100
    how = next((word for most, word in _STEPS if share <= most), "extremely ")
    return f"{how}{axis.above if value > 0 else axis.below} ({abs(value):g} of {full:g})"
