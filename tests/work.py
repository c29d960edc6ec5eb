"""How much work something is: counted, since a clock also tells what else the machine does."""

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple


class Work(NamedTuple):
    """Calls of functions, those of Python itself included, and the most bytes that were held at once."""

    calls: int
    peak: int


def work_of(do: Callable[[], Any]) -> Work:
    """What doing this once costs; it is done twice."""
    calls = 0

    def count(_frame: FrameType, event: str, _about: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(None)
    tracemalloc.start()
    try:
        do()
        return Work(calls, tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
