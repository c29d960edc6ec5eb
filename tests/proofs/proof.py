"""What a proof is: a promise, a figure to reach, and a control – the same measurement where the promise must break."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

Figure = int | float | str


Figures = dict[str, Figure]


class Trial(NamedTuple):
    """How one measurement is made: how often, with the guard taken away or not, and where files may lie meanwhile."""

    rounds: int
    weak: bool
    folder: Path


class Measured(NamedTuple):
    """What came of it: whether the promise held, the figures, and where it didn't hold, how."""

    held: bool
    figures: Mapping[str, Figure]
    why: str = ""


def nothing() -> str:
    """Of a proof that runs everywhere."""
    return ""


class Proof(NamedTuple):
    """`aim` is the figure that is promised, `control` says what is taken away so that the promise must break.

    `rounds` and `control_rounds` are asked where nobody says otherwise, `short` in a run of two minutes; 0: it takes
    longer than that, or its figures are of time, which a busy machine misses. `lacks` says what this machine has not that the proof needs, or nothing.
    """

    name: str
    promise: str
    aim: str
    control: str
    measure: Callable[[Trial], Measured]
    rounds: int = 1
    control_rounds: int = 1
    short: int = 1
    lacks: Callable[[], str] = nothing
