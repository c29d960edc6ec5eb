import pytest
from tests.accounts.at_once import at_once
from tests.accounts.clocks import Hands

from greenroom.accounts.throttle import Allowance, Throttle, neighbourhood
from greenroom.kit.clock import MINUTE, SECOND
from greenroom.problems import RateLimited

THREE = Allowance("name", 3, 30 * SECOND)


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def throttle(clock: Hands) -> Throttle:
    return Throttle(clock)


def wait(throttle: Throttle, who: str = "ada") -> int:
    """Seconds to wait, 0 for an attempt that was granted."""
    try:
        at_once(throttle.take(THREE, who))
    except RateLimited as problem:
        return problem.retry_after
    return 0


def test_some_at_once_then_one_now_and_then(throttle: Throttle, clock: Hands) -> None:
    assert [wait(throttle) for _ in range(5)] == [0, 0, 0, 30, 30]
    clock.now += 29 * SECOND
    assert wait(throttle) == 1
    clock.now += SECOND
    assert [wait(throttle) for _ in range(2)] == [0, 30]
    clock.now += 60 * MINUTE
    assert [wait(throttle) for _ in range(4)] == [0, 0, 0, 30]


def test_everybody_and_every_kind_for_themselves(throttle: Throttle) -> None:
    assert [wait(throttle) for _ in range(4)][-1]
    assert wait(throttle, "bob") == 0
    at_once(throttle.take(Allowance("address", 3, SECOND), "ada"))


def test_what_was_no_guess_is_given_back(throttle: Throttle) -> None:
    for _ in range(20):
        assert wait(throttle) == 0
        at_once(throttle.give_back(THREE, "ada"))
    at_once(throttle.give_back(THREE, "nobody"))


def test_whoever_is_known_begins_anew(throttle: Throttle) -> None:
    assert [wait(throttle) for _ in range(4)][-1]
    at_once(throttle.forget(THREE, "ada"))
    assert [wait(throttle) for _ in range(4)] == [0, 0, 0, 30]
    at_once(throttle.forget(THREE, "nobody"))


def test_a_clock_that_is_set_back_keeps_nobody_out_for_long(throttle: Throttle, clock: Hands) -> None:
    assert [wait(throttle) for _ in range(3)] == [0, 0, 0]
    clock.now -= 24 * 60 * MINUTE
    assert wait(throttle) <= 30


NEIGHBOURS = [
    ("192.0.2.7", "192.0.2.7"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
    ("2001:db8:1:3::1", "2001:db8:1:3::"),
    ("", ""),
    ("unix", "unix"),
]


@pytest.mark.parametrize(("address", "whole"), NEIGHBOURS)
def test_addresses_of_one_stranger_count_as_one(address: str, whole: str) -> None:
    assert neighbourhood(address) == whole
