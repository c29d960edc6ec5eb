import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest
from tests.conftest import Run

from greenroom.kit.ahead import ahead


class Source:
    """Numbers with pauses before them, in seconds; an exception among them is raised."""

    def __init__(self, *steps: tuple[float, int | Exception]) -> None:
        self._steps = steps
        self.given: list[int] = []
        self.closed = False

    async def numbers(self) -> AsyncGenerator[int, None]:
        try:
            for pause, step in self._steps:
                await asyncio.sleep(pause)
                if isinstance(step, Exception):
                    raise step
                self.given.append(step)
                yield step
        finally:
            self.closed = True


def test_what_comes_is_given_and_none_where_nothing_does(run: Run) -> None:
    source = Source((0, 1), (0.15, 2), (0, 3))

    async def read() -> list[int | None]:
        return [one async for one in ahead(source.numbers(), 0.1)]

    assert run(read()) == [1, None, 2, 3]
    assert source.closed


def test_it_reads_on_while_nobody_takes(run: Run) -> None:
    source = Source((0, 1), (0, 2), (0, 3))

    async def read() -> list[int]:
        async with aclosing(ahead(source.numbers(), 1)) as coming:
            await anext(coming)
            await asyncio.sleep(0.05)
            return source.given

    assert run(read()) == [1, 2, 3]


def test_what_breaks_is_raised_behind_all_that_came(run: Run) -> None:
    found: list[int | None] = []

    async def read() -> None:
        async for one in ahead(Source((0, 1), (0, ValueError("broken"))).numbers(), 1):
            found.append(one)  # noqa: PERF401 - what comes before the break counts

    with pytest.raises(ValueError, match="broken"):
        run(read())
    assert found == [1]


@pytest.mark.parametrize("way", ["close", "cancel"])
def test_to_leave_closes_the_source_whatever_it_waits_for(way: str, run: Run) -> None:
    source = Source((0, 1), (60, 2))

    async def read(began: asyncio.Event) -> None:
        async with aclosing(ahead(source.numbers(), 60)) as coming:
            async for _ in coming:
                began.set()
                if way == "close":
                    return

    async def leave() -> None:
        began = asyncio.Event()
        reading = asyncio.create_task(read(began))
        await began.wait()
        if way == "cancel":
            reading.cancel()
        await asyncio.wait([reading])

    run(leave())
    assert source.closed


def test_nobody_has_to_hear_of_what_breaks_once_they_have_left(run: Run) -> None:
    async def read() -> None:
        async with aclosing(ahead(Source((0, 1), (0, ValueError())).numbers(), 1)) as coming:
            await anext(coming)
            await asyncio.sleep(0.01)

    run(read())
