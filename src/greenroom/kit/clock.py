"""Time: microseconds since 1970, UTC, from a clock that can be injected."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], int]

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE


def system_clock() -> int:
    """Microseconds since 1970 by this machine's clock."""
    return time.time_ns() // 1000


def rfc3339(moment: int) -> str:
    """`moment` as RFC 3339 in UTC with microseconds, as `2026-11-22T13:30:00.000001Z`."""
    return (
        datetime.fromtimestamp(moment / SECOND, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    )
