"""Time: microseconds since 1970, UTC, from a clock that can be injected."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

Clock = Callable[[], int]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LATEST = 253_402_300_799_999_999
"""The last microsecond of the year 9999, after which no date can be written."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_clock() -> int:
    """Microseconds since 1970 by this machine's clock."""
    return time.time_ns() // 1000


def utc(moment: int) -> datetime:
    """`moment` as a time in UTC, exactly."""
    return _EPOCH + timedelta(microseconds=moment)  # where a float of seconds is not


def rfc3339(moment: int, to: Literal["seconds", "microseconds"] = "microseconds") -> str:
    """`moment` as RFC 3339 in UTC, as `2026-11-22T13:30:00.000001Z`; what is finer than `to` is cut off."""
    second, rest = divmod(moment, SECOND)
    return f"{_second(second)}Z" if to == "seconds" else f"{_second(second)}.{rest:06d}Z"


@lru_cache(4096)
def _second(second: int) -> str:
    """A second since 1970 as a date and a time; what is made and shown at one moment has mostly the same."""
    return utc(second * SECOND).replace(tzinfo=None).isoformat(timespec="seconds")
