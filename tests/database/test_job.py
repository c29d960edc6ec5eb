"""How long a caller waits for a unit."""

import asyncio

import pytest
from tests.conftest import Run

from greenroom import problems
from greenroom.database.job import Job, deliver


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


def _finish(job: Job[int]) -> None:
    job.result = 1
    deliver([job])
