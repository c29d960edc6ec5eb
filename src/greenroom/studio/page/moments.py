"""Days and moments as pages of developers write them: exact, in UTC, and the same for everybody."""

from datetime import UTC, datetime, timedelta

from greenroom.kit.clock import SECOND


def day_of(moment: float) -> str:
    """The day (UTC) of a moment in seconds since 1970, as 2026-11-26."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")


def last_days(now: int, count: int) -> list[str]:
    """The days up to today, the oldest first; `now` is microseconds since 1970."""
    today = datetime.fromtimestamp(now / SECOND, UTC).date()
    return [str(today - timedelta(days=back)) for back in range(count - 1, -1, -1)]


def minute_of(moment: int) -> str:
    """A moment in microseconds since 1970, to the second, as people read it."""
    return datetime.fromtimestamp(moment / SECOND, UTC).strftime("%Y-%m-%d %H:%M:%S")
