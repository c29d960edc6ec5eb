"""How long a caller waits for a unit."""

import asyncio
import threading
import time
from collections.abc import Sequence
from typing import Any

import pytest
from tests.conftest import Run

from greenroom import problems
from greenroom.database import lane as lane_module
from greenroom.database.job import Job, deliver
from greenroom.database.lane import Lane, Patience


def test_a_unit_that_does_not_begin_in_time_is_given_up(run: Run) -> None:
    async def wait() -> int:
        job = Job(lambda _: 1, ())
        job.expire_in(0.01, grace=10)
        return await job.outcome()

    with pytest.raises(problems.Unavailable):
        run(wait())


@pytest.mark.parametrize(("grace", "outcome"), [(0.0, "Unavailable"), (0.05, "Unavailable"), (10.0, 1)])
def test_a_unit_that_has_begun_is_given_some_grace(run: Run, grace: float, outcome: object) -> None:
    async def wait() -> object:
        job = Job(lambda _: 1, ())
        job.expire_in(0.01, grace)
        job.begun = True
        asyncio.get_running_loop().call_later(0.2, _finish, job)
        try:
            return await job.outcome()
        except problems.Unavailable as problem:
            assert job.abandoned
            return type(problem).__name__

    assert run(wait()) == outcome


def test_a_unit_waits_for_its_turn_as_long_as_the_queue_moves(run: Run) -> None:
    looks = iter([True, True, False])

    async def wait() -> int:
        job = Job(lambda _: 1, ())
        job.expire_in(0.01, 10, lambda: next(looks))
        return await job.outcome()

    with pytest.raises(problems.Unavailable):
        run(wait())
    assert next(looks, "all were taken") == "all were taken"


def test_a_lane_moves_while_it_serves(run: Run) -> None:
    class Slow:
        def serve(self, jobs: Sequence[Job[Any]]) -> None:
            for job in jobs:
                job.begun, job.result = True, 1
            time.sleep(0.05)

        def close(self) -> None:
            pass

    async def many(patience: Patience) -> Sequence[object]:
        lane = Lane("slow", Slow, patience=patience)
        jobs = [Job(lambda _: 1, ()) for _ in range(8)]
        for job in jobs:
            lane.put(job)
        found = await asyncio.gather(*(job.outcome() for job in jobs), return_exceptions=True)
        await asyncio.to_thread(lane.close)
        return found

    assert run(many(Patience(0.2, 0.5, 30.0))) == [1] * 8
    cut = run(many(Patience(0.2, 0.5, 0.0)))
    assert cut[0] == 1
    assert isinstance(cut[-1], problems.Unavailable)


def test_what_a_lane_served_before_it_stood_still_makes_nobody_wait_longer(run: Run) -> None:
    standing = threading.Event()
    served: list[Job[Any]] = []

    class Stuck:
        def serve(self, jobs: Sequence[Job[Any]]) -> None:
            for job in jobs:
                job.begun, job.result = True, 1
                served.append(job)
            if len(served) > 1:
                standing.wait(10)

        def close(self) -> None:
            pass

    async def wait() -> tuple[list[type], float]:
        lane = Lane("stuck", Stuck, patience=Patience(1.0, 0.1, 30.0))
        jobs = [Job(lambda _: 1, ()) for _ in range(3)]
        for job in jobs:
            lane.put(job)
        began = time.monotonic()
        found = await asyncio.gather(*(job.outcome() for job in jobs), return_exceptions=True)
        took = time.monotonic() - began
        standing.set()
        await asyncio.to_thread(lane.close)
        return [type(one) for one in found], took

    found, took = run(wait())
    assert found == [int, problems.Unavailable, problems.Unavailable]
    assert took < 1.8


def _finish(job: Job[int]) -> None:
    job.result = 1
    deliver([job])


def test_all_threads_of_a_lane_share_the_time_they_get_to_end_in(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    class Hanging:
        def serve(self, jobs: Sequence[Job[Any]]) -> None:
            assert jobs
            let_go.wait()

        def close(self) -> None:
            pass

    async def close() -> float:
        lane = Lane("hanging", Hanging, threads=8)
        for _ in range(8):
            lane.put(Job(lambda _: 1, ()))
        began = time.monotonic()
        await asyncio.to_thread(lane.close)
        return time.monotonic() - began

    monkeypatch.setattr(lane_module, "LONGEST_FAREWELL", 0.4)
    took = run(close())
    let_go.set()
    assert 0.4 <= took < 1.6
