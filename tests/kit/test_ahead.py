import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest
from tests.conftest import Run
from tests.reached import reached

from greenroom.kit.ahead import ahead


class Source:
    """Numbers with what is waited for before them, seconds or a sign; an exception among them is raised."""

    def __init__(self, *steps: tuple[float | asyncio.Event, int | Exception]) -> None:
        self._steps = steps
        self.given: list[int] = []
        self.closed = False

    async def numbers(self) -> AsyncGenerator[int, None]:
        try:
            for pause, step in self._steps:
                await (pause.wait() if isinstance(pause, asyncio.Event) else asyncio.sleep(pause))
                if isinstance(step, Exception):
                    raise step
                self.given.append(step)
                yield step
        finally:
            self.closed = True


def test_what_comes_is_given_and_none_where_nothing_does(run: Run) -> None:
    silence = asyncio.Event()
    source = Source((0, 1), (silence, 2), (0, 3))
    found: list[int | None] = []

    async def read() -> None:
        async for one in ahead(source.numbers(), 0.01):
            found.append(one)
            if found[-2:] == [1, None]:
                silence.set()  # else 2 never comes

    run(read())
    assert [one for one in found if one] == [
        1,
        2,
        3,
    ]  # where a machine stands still there may be more of None
    assert source.closed


def test_it_reads_on_while_nobody_takes(run: Run) -> None:
    source = Source((0, 1), (0, 2), (0, 3))

    async def read() -> list[int]:
        async with aclosing(ahead(source.numbers(), 60)) as coming:
            await anext(coming)
            await reached(lambda: len(source.given) == 3)
            return source.given

    assert run(read()) == [1, 2, 3]


def test_what_breaks_is_raised_behind_all_that_came(run: Run) -> None:
    found: list[int | None] = []

    async def read() -> None:
        async for one in ahead(Source((0, 1), (0, ValueError("broken"))).numbers(), 60):
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
    source = Source((0, 1), (0, ValueError()))

    async def read() -> None:
        async with aclosing(ahead(source.numbers(), 60)) as coming:
            await anext(coming)
            await reached(lambda: source.closed)

    run(read())
