"""A reply for any number of readers, who may come and go."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

from tests.conftest import Run

from greenroom.conversations.model import Begun, Thread
from greenroom.conversations.reply import Event, Reply
from greenroom.problems import Internal


def reply() -> Reply:
    return Reply(Begun(cast("Thread", None), "reply", None))


async def heard(events: AsyncIterator[Event | None]) -> list[Event | None]:
    return [event async for event in events]


def test_everybody_hears_all_of_it_whenever_they_come(run: Run) -> None:
    async def go() -> list[list[Event | None]]:
        one = reply()
        early = asyncio.create_task(heard(one.follow()))
        await asyncio.sleep(0)
        for number in range(50):
            one.add("text", str(number))
            if number % 7 == 0:
                await asyncio.sleep(0)
        middle = asyncio.create_task(heard(one.follow()))
        await asyncio.sleep(0)
        one.end(None)
        return [await early, await middle, await heard(one.follow())]

    first, second, third = run(go())
    assert first == second == third
    assert [event.number for event in first if event] == [*range(51)]
    assert "".join(event.data for event in first if event and event.kind == "text") == "".join(
        map(str, range(50))
    )


def test_who_comes_back_hears_the_rest(run: Run) -> None:
    one = reply()
    for text in ("a", "bc", "d"):
        one.add("text", text)
    one.fail(Internal(), None)
    rest = run(heard(one.follow(0)))
    assert [event and (event.kind, event.length) for event in rest] == [
        ("text", 3),
        ("text", 4),
        ("problem", 4),
    ]
    assert run(heard(one.follow(3))) == []


def test_silence_is_told(run: Run) -> None:
    async def go() -> list[Event | None]:
        one = reply()
        events = one.follow(patience=0.01)
        silence = [await anext(events), await anext(events)]
        one.end(None)
        return [*silence, *await heard(events)]

    first, second, last = run(go())
    assert (first, second) == (None, None)
    assert last
    assert last.kind == "end"
