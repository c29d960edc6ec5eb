import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.kit.clock import DAY, MINUTE, SECOND, rfc3339, system_clock


def test_the_clock_tells_microseconds_since_1970() -> None:
    before = time.time()
    now = system_clock()
    assert before - 1 <= now / SECOND <= time.time() + 1


def test_a_day_is_made_of_minutes_and_seconds() -> None:
    assert DAY == 24 * 60 * MINUTE == 86_400 * SECOND == 86_400_000_000


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0, "1970-01-01T00:00:00.000000Z"),
        (1, "1970-01-01T00:00:00.000001Z"),
        (1_795_354_200_000_000, "2026-11-22T13:30:00.000000Z"),
        (1_795_354_200_999_999, "2026-11-22T13:30:00.999999Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
    ],
)
def test_times_are_written_in_utc_with_microseconds(moment: int, text: str) -> None:
    assert rfc3339(moment) == text


def test_or_with_whole_seconds_the_rest_cut_off() -> None:
    assert rfc3339(1_795_354_200_999_999, "seconds") == "2026-11-22T13:30:00Z"


@given(st.integers(0, 7_000_000_000 * SECOND))
def test_no_microsecond_is_lost(moment: int) -> None:
    read = datetime.fromisoformat(rfc3339(moment))
    assert (read - datetime.fromtimestamp(0, UTC)).total_seconds() == moment / SECOND
    assert read.microsecond == moment % SECOND
