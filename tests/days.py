"""Days of UTC, at whose ends plans begin anew."""

from collections.abc import Callable
from typing import TypeVar

from greenroom.kit.clock import DAY, system_clock

T = TypeVar("T")


def in_one_day(find: Callable[[], T]) -> T:
    """What is found between two midnights: once more where one passed meanwhile."""
    while True:
        day = system_clock() // DAY
        found = find()
        if system_clock() // DAY == day:
            return found
