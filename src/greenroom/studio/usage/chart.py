"""Bars of days, as what a template draws with SVG: no script, no style, and the same for everybody."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 720, 180
_LEFT, _BOTTOM, _TOP = 40, 22, 10
_STEPS = (1, 2, 5)


class Day(NamedTuple):
    """A day's requests, and how many of them failed."""

    day: str
    requests: int
    failed: int


class Bar(NamedTuple):
    """A day's bar: from `x` on, `width` wide; the part that went well, and the failed one on top of it."""

    day: Day
    x: float
    width: float
    good_y: float
    good_height: float
    bad_y: float
    bad_height: float


class Chart(NamedTuple):
    """Bars, and lines across with what they stand for."""

    bars: list[Bar]
    lines: list[tuple[float, int]]
    base: float


def chart(days: Sequence[Day]) -> Chart:
    """The bars of these days, in their order."""
    top = ceiling(max((one.requests for one in days), default=0))
    base, room = HEIGHT - _BOTTOM, HEIGHT - _BOTTOM - _TOP
    slot = (WIDTH - _LEFT) / max(len(days), 1)
    bars = []
    for number, one in enumerate(days):
        good, bad = (room * count / top for count in (one.requests - one.failed, one.failed))
        x = _LEFT + number * slot + slot * 0.15
        bars.append(Bar(one, x, slot * 0.7, base - good, good, base - good - bad, bad))
    return Chart(bars, [(base - room * part / 2, top * part // 2) for part in (0, 1, 2)], base)


def ceiling(most: int) -> int:
    """A round number that is not below this one, and even, so that half of it is one, too."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size >= most and step * size % 2 == 0:
                return step * size
        size *= 10
