"""Limits and throttling that several processes share: each opens the database for itself."""

import asyncio
import time
from collections import Counter

import pytest
from tests.conftest import Run

from greenroom.accounts import buckets
from greenroom.accounts.buckets import Buckets
from greenroom.accounts.counting import limits_of, throttle_of
from greenroom.accounts.limits import Limits, Standing
from greenroom.accounts.plans import PLANS, UNLIMITED, Rate
from greenroom.accounts.shared_limits import SharedLimits
from greenroom.accounts.shared_throttle import SharedThrottle
from greenroom.accounts.throttle import Allowance, Throttle
from greenroom.database import Database, open_database
from greenroom.kit.clock import DAY, MINUTE, SECOND, system_clock
from greenroom.problems import RateLimited

SECRET = b"a secret of the server"
SLOW = Rate(1, 20)
THREE = Allowance("name", 3, 30 * MINUTE)


@pytest.fixture(autouse=True)
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan under which nothing comes back before a test is over, however slow the machine is."""
    monkeypatch.setitem(PLANS, "slow", PLANS["guest"]._replace(chat=SLOW))


@pytest.fixture
def limits(database: Database) -> SharedLimits:
    return SharedLimits(Buckets(database, SECRET), system_clock)


def test_over_postgresql_the_database_counts(database: Database) -> None:
    kinds = type(limits_of(database, SECRET, system_clock)), type(throttle_of(database, SECRET, system_clock))
    assert (
        kinds == {"sqlite": (Limits, Throttle), "postgres": (SharedLimits, SharedThrottle)}[database.engine]
    )


def test_what_remains_counts_down_until_there_is_a_wait(limits: SharedLimits, run: Run) -> None:
    async def ask() -> list[Standing]:
        return [await limits.take("a", "slow", "chat") for _ in range(SLOW.burst + 2)]

    told = run(ask())
    assert [one.remaining for one in told] == [*reversed(range(SLOW.burst)), 0, 0]
    assert [bool(one.wait) for one in told] == [False] * SLOW.burst + [True, True]
    step = 60 / SLOW.per_minute
    assert told[-1].wait <= step + 1
    looked = run(limits.look("a", "slow", "chat"))
    assert (looked.limit, looked.remaining) == (SLOW.per_minute, 0)


def test_others_other_kinds_and_plans_without_limits_are_apart(limits: SharedLimits, run: Run) -> None:
    async def ask() -> list[int]:
        for _ in range(SLOW.burst + 1):
            await limits.take("a", "slow", "chat")
        others = (
            limits.take("b", "slow", "chat"),
            limits.take("a", "slow", "write"),
            limits.take("a", "home", "chat"),
        )
        return [(await other).remaining for other in others]

    assert run(ask()) == [SLOW.burst - 1, 59, UNLIMITED]


def test_several_processes_grant_no_more_than_one_would(
    database: Database, database_location: str, run: Run
) -> None:
    fleet = [database, *(open_database(database_location) for _ in range(3))]
    counting = [SharedLimits(Buckets(one, SECRET), system_clock) for one in fleet]

    async def storm() -> Counter[bool]:
        asked = [one.take("a", "standard", "write") for one in counting for _ in range(150)]
        return Counter(standing.wait == 0 for standing in await asyncio.gather(*asked))

    begun = time.monotonic()
    granted = run(storm())[True]
    rate = PLANS["standard"].write or Rate(0, 0)
    assert rate.burst <= granted <= rate.burst + rate.per_minute / 60 * (time.monotonic() - begun) + 1
    for one in fleet[1:]:
        run(one.close())


def test_a_refusal_is_remembered_only_as_long_as_it_lasts(
    database: Database, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = PLANS["guest"]._replace(chat=Rate(1, 1))  # whose wait is no longer than another's burst
    monkeypatch.setitem(PLANS, "slow", one)
    moment = [system_clock()]
    limits = SharedLimits(Buckets(database, SECRET), lambda: moment[0])

    async def use_up() -> int:
        while not (wait := (await limits.take("a", "slow", "chat")).wait):
            pass
        return wait

    wait = run(use_up())
    assert run(limits.take("a", "slow", "chat")).wait == wait
    assert run(limits.take("a", "standard", "chat")).limit == 60  # another plan is another question
    moment[0] += (
        wait * SECOND
    )  # by our clock it is over, and the database is asked again, by whose clock it is not
    assert run(limits.take("a", "slow", "chat")).wait >= 1


def test_attempts_are_counted_given_back_and_forgotten(database: Database, run: Run) -> None:
    async def attempts(many: int) -> list[bool]:
        waits = []
        for _ in range(many):
            try:
                await throttle.take(THREE, "ada")
            except RateLimited as problem:
                waits.append(problem.retry_after)
            else:
                waits.append(0)
        assert all(20 * 60 <= wait <= 30 * 60 for wait in waits if wait)  # the less, the longer it took
        return [wait > 0 for wait in waits]

    throttle = SharedThrottle(Buckets(database, SECRET))
    assert run(attempts(5)) == [False, False, False, True, True]
    run(throttle.give_back(THREE, "ada"))
    assert run(attempts(2)) == [False, True]
    run(throttle.forget(THREE, "ada"))
    run(throttle.forget(THREE, "nobody"))
    assert run(attempts(4)) == [False, False, False, True]


def test_empty_buckets_are_swept_up(database: Database, run: Run) -> None:
    shared = Buckets(database, SECRET)
    run(shared.take("chat", "long gone", -DAY, 0))
    run(shared.take("chat", "still here", SECOND, 0))
    assert run(database.write(buckets.forget_old)) == 1
    assert run(shared.look("chat", "still here")).arrival > 0
