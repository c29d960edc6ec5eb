"""How long a caller waits for a unit."""

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from tests.conftest import Run
from tests.reached import reached
from tests.skipping import SkippingLoop

from greenroom import problems
from greenroom.database import lane as lane_module
from greenroom.database.job import Job, deliver
from greenroom.database.lane import Lane, Patience


@pytest.fixture
def skipping(monkeypatch: pytest.MonkeyPatch) -> Iterator[SkippingLoop]:
    """A loop whose clock is the lanes', too."""
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, SkippingLoop)
        monkeypatch.setattr(lane_module, "time", SimpleNamespace(monotonic=loop.time))
        yield loop


def test_a_unit_that_does_not_begin_in_time_is_given_up(run: Run) -> None:
    async def wait() -> int:
        job = Job(lambda _: 1, ())
        job.expire_in(0.01, grace=10)
        return await job.outcome()

    with pytest.raises(problems.Unavailable):
        run(wait())


@pytest.mark.parametrize("ends", [True, False])
def test_a_unit_that_has_begun_is_given_some_grace(skipping: SkippingLoop, *, ends: bool) -> None:
    async def wait() -> None:
        job = Job(lambda _: 1, ())
        job.expire_in(100, grace=100)
        job.begun = True
        await skipping.skip(150)
        assert not job.abandoned
        if ends:
            _finish(job)
            assert await job.outcome() == 1
        else:
            await skipping.skip(100)
            assert job.future.done()
            with pytest.raises(problems.Unavailable):
                await job.outcome()

    skipping.run_until_complete(wait())


def test_a_unit_that_has_begun_without_any_grace_is_given_up(run: Run) -> None:
    async def wait() -> int:
        job = Job(lambda _: 1, ())
        job.expire_in(0.01, grace=0.0)
        job.begun = True
        return await job.outcome()

    with pytest.raises(problems.Unavailable):
        run(wait())


def test_a_unit_waits_for_its_turn_as_long_as_the_queue_moves(run: Run) -> None:
    looks = iter([True, True, False])

    async def wait() -> int:
        job = Job(lambda _: 1, ())
        job.expire_in(0.01, 10, lambda: next(looks))
        return await job.outcome()

    with pytest.raises(problems.Unavailable):
        run(wait())
    assert next(looks, "all were taken") == "all were taken"


class Slow:
    """Serves a job whenever it may."""

    def __init__(self) -> None:
        self.turns = threading.Semaphore(0)
        self.begun: list[Job[Any]] = []

    def serve(self, jobs: Sequence[Job[Any]]) -> None:
        for job in jobs:
            job.begun, job.result = True, 1
            self.begun.append(job)
        self.turns.acquire(timeout=60)

    def close(self) -> None:
        pass


@contextmanager
def lane_of(slow: Slow, patience: Patience) -> Iterator[Lane]:
    lane = Lane("slow", lambda: slow, patience=patience)
    yield lane
    slow.turns.release(100)
    lane.close()


@pytest.mark.parametrize(("at_most", "kept"), [(10_000.0, 8), (0.0, 1)])
def test_a_lane_moves_while_it_serves(skipping: SkippingLoop, at_most: float, kept: int) -> None:
    """Each in the queue is served half a patience behind the one before."""

    async def many() -> Sequence[object]:
        slow = Slow()
        with lane_of(slow, Patience(100.0, 250.0, at_most)) as lane:
            waiting = put(lane, 8)
            for one in waiting:
                await skipping.skip(50)
                slow.turns.release()
                await asyncio.wait([one])
            return await asyncio.gather(*waiting, return_exceptions=True)

    found = skipping.run_until_complete(many())
    assert found[:kept] == [1] * kept
    assert {type(one) for one in found[kept + 1 :]} <= {
        problems.Unavailable
    }  # the one between may have begun


def test_what_a_lane_served_before_it_stood_still_makes_nobody_wait_longer(skipping: SkippingLoop) -> None:
    async def wait() -> None:
        slow = Slow()
        with lane_of(slow, Patience(100.0, 10.0, 10_000.0)) as lane:
            first, begun, queued = put(lane, 3)
            slow.turns.release()
            assert await first == 1
            await reached(lambda: len(slow.begun) == 2)
            await skipping.skip(100)
            assert isinstance(queued.exception(), problems.Unavailable)
            assert not begun.done()
            await skipping.skip(10)
            assert isinstance(begun.exception(), problems.Unavailable)

    skipping.run_until_complete(wait())


def put(lane: Lane, many: int) -> "list[asyncio.Task[int]]":
    """Those who wait for so many new jobs."""
    jobs = [Job(lambda _: 1, ()) for _ in range(many)]
    for job in jobs:
        lane.put(job)
    return [asyncio.create_task(job.outcome()) for job in jobs]


def _finish(job: Job[int]) -> None:
    job.result = 1
    deliver([job])


def test_all_threads_of_a_lane_share_the_time_they_get_to_end_in(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are so many that one after the other they would take minutes."""
    let_go = threading.Event()

    class Hanging:
        def serve(self, jobs: Sequence[Job[Any]]) -> None:
            assert jobs
            let_go.wait()

        def close(self) -> None:
            pass

    async def close() -> None:
        lane = Lane("hanging", Hanging, threads=400)
        for _ in range(400):
            lane.put(Job(lambda _: 1, ()))
        began = time.monotonic()
        closing = asyncio.create_task(asyncio.to_thread(lane.close))
        done, _ = await asyncio.wait([closing], timeout=60)
        let_go.set()
        await closing
        assert done
        assert time.monotonic() - began >= 0.4

    monkeypatch.setattr(lane_module, "LONGEST_FAREWELL", 0.4)
    run(close())
