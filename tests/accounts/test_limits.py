"""GCRA's promise: never more than burst + rate · time, and a refusal tells the truth about when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.accounts.at_once import at_once

from greenroom.accounts.limits import Limits, Standing
from greenroom.accounts.plans import PLANS, UNLIMITED, Endpoint, Rate
from greenroom.kit.clock import MINUTE, SECOND

START = 1_800_000_000 * SECOND
LIMITED = [(plan, endpoint) for plan in ("standard", "guest") for endpoint in ("read", "write", "chat")]


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now


def rate_of(plan: str, endpoint: Endpoint) -> Rate:
    rate: Rate = getattr(PLANS[plan], endpoint)
    return rate


@given(st.sampled_from(LIMITED), st.lists(st.integers(0, 3 * SECOND), max_size=300))
def test_never_more_than_burst_and_rate_allow_from_any_moment_on(
    which: tuple[str, Endpoint], pauses: list[int]
) -> None:
    clock, rate = Hands(), rate_of(*which)
    limits = Limits(clock)
    granted = []
    for pause in pauses:
        clock.now += pause
        if not at_once(limits.take("a", *which)).wait:
            granted.append(clock.now)
    for at, since in enumerate(granted):
        for count, until in enumerate(granted[at:], 1):
            assert count <= rate.burst + (until - since) * rate.per_minute / MINUTE + 1e-6


@given(st.sampled_from(LIMITED), st.integers(0, 10**6))
def test_a_refusal_says_when_there_is_room_again_and_counts_nothing(
    which: tuple[str, Endpoint], later: int
) -> None:
    clock = Hands()
    limits = Limits(clock)
    for _ in range(rate_of(*which).burst):
        assert at_once(limits.take("a", *which)).wait == 0
    clock.now += min(later, MINUTE // rate_of(*which).per_minute - 1)
    refused = [at_once(limits.take("a", *which)) for _ in range(50)]
    assert len(set(refused)) == 1
    assert refused[0].wait >= 1
    assert refused[0].remaining == 0
    clock.now += refused[0].wait * SECOND
    assert at_once(limits.take("a", *which)).wait == 0


@pytest.mark.parametrize("which", LIMITED)
def test_an_evenly_paced_caller_is_never_refused(which: tuple[str, Endpoint]) -> None:
    clock = Hands()
    limits = Limits(clock)
    for _ in range(500):
        assert at_once(limits.take("a", *which)).wait == 0
        clock.now += MINUTE // rate_of(*which).per_minute


def test_what_remains_counts_down_and_comes_back() -> None:
    clock = Hands()
    limits = Limits(clock)
    rate = rate_of("guest", "write")
    left = [at_once(limits.take("a", "guest", "write")).remaining for _ in range(rate.burst)]
    assert left == list(reversed(range(rate.burst)))
    clock.now += MINUTE
    assert at_once(limits.take("a", "guest", "write")).remaining == rate.burst - 1


def test_a_standing_says_when_everything_is_back() -> None:
    clock = Hands()
    standing = at_once(Limits(clock).take("a", "guest", "write"))
    assert standing == Standing(60, 59, 1, START // SECOND + 1)


def test_accounts_and_kinds_of_endpoints_are_apart() -> None:
    limits = Limits(Hands())
    for _ in range(rate_of("guest", "write").burst + 1):
        last = at_once(limits.take("a", "guest", "write"))
    assert last.wait
    assert not at_once(limits.take("b", "guest", "write")).wait
    assert not at_once(limits.take("a", "guest", "read")).wait


def test_the_plan_home_has_no_limit_and_says_a_large_number() -> None:
    limits = Limits(Hands())
    for _ in range(10_000):
        assert at_once(limits.take("a", "home", "write"))[:2] == (UNLIMITED, UNLIMITED)


def test_a_plan_that_was_renamed_away_is_limited() -> None:
    assert (
        at_once(Limits(Hands()).take("a", "gone", "write")).limit == rate_of("standard", "write").per_minute
    )


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    clock = Hands()
    limits = Limits(clock)
    for _ in range(20):
        at_once(limits.take("a", "guest", "write"))
    clock.now -= 10 * MINUTE
    wait = at_once(limits.take("a", "guest", "write")).wait
    assert wait <= 1
    clock.now += wait * SECOND
    assert not at_once(limits.take("a", "guest", "write")).wait


def test_to_look_counts_nothing_and_says_what_the_next_request_would_find() -> None:
    clock, rate = Hands(), rate_of("guest", "chat")
    limits = Limits(clock)
    assert at_once(limits.look("a", "guest", "chat")).remaining == rate.burst
    taken = at_once(limits.take("a", "guest", "chat"))
    for _ in range(3):
        seen = at_once(limits.look("a", "guest", "chat"))
        assert (seen.limit, seen.remaining, seen.seconds) == (taken.limit, taken.remaining, taken.seconds)
    clock.now += MINUTE
    assert at_once(limits.look("a", "guest", "chat")).remaining == rate.burst
    assert at_once(limits.look("a", "home", "chat")).limit == UNLIMITED
