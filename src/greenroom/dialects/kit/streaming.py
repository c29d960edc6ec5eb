"""Replies as server-sent events, from the process that makes them or from their rows, for whoever shows them.

An event's id is `REPLY.NUMBER.LENGTH`: its place among the events of its reply, which only the process that makes it
knows, and how many characters of text came up to it, from which any process can go on.
"""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple

from greenroom.conversations.model import Message
from greenroom.conversations.outcomes import Outcome, problem_of
from greenroom.conversations.reply import Event, Reply
from greenroom.http.sse import HEARTBEAT, frame
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, Problem, Unavailable

TICK = 0.5
"""Seconds between two looks at whether whoever listens still may, and at a reply that another process makes."""

FOLLOWED = 5
"""Seconds for which a reader is one; at each tick they say so again."""

_BEATS = 30
"""Ticks without an event, after which a comment is sent."""


class Place(NamedTuple):
    """How much of a reply a reader has: the number of the last event, -1 for none, and the length of all texts."""

    number: int = -1
    length: int = 0


class Manner(NamedTuple):
    """Who listens, and how they are told.

    `refusal` is why they may not listen any more, None as long as they may. `became` is what became of the reply, None
    while it is being made; it raises NotFound. `so_far` is the text of one that another process makes, as far as that has
    told. `message` and `problem` are those on the wire, a problem as an object.
    """

    refusal: Callable[[], Awaitable[Problem | None]]
    became: Callable[[], Awaitable[Outcome | None]]
    so_far: Callable[[], Awaitable[str]]
    message: Callable[[Message], Any]
    problem: Callable[[Problem], dict[str, Any]]


def place(reply_id: str, last: str) -> Place:
    """What a `Last-Event-ID` says; raises BadValue for the id of another reply's event."""
    if not last:
        return Place()
    whose, _, numbers = last.partition(".")
    number, _, length = numbers.partition(".")
    if whose != reply_id or not (number.isdecimal() and length.isdecimal()):
        raise BadValue("Last-Event-ID", "is of no event of this reply")
    return Place(int(number[:9]), int(length[:9]))


async def frames(manner: Manner, reply: Reply, here: Place) -> AsyncIterator[bytes]:
    """The events after a place, as they come; where nobody may listen any more, the last one says why."""
    idle = 0
    async for event in reply.follow(_number(reply, here), TICK):
        if refusal := await _refusal(manner):
            yield _refused(manner, refusal)
            return
        idle = 0 if event else idle + 1
        if event is not None:
            yield _frame(manner, reply, _behind(event, here))
        elif idle % _BEATS == 0:
            yield HEARTBEAT


def _number(reply: Reply, here: Place) -> int:
    """The event behind which a reader goes on. Who comes from another process, which counts events otherwise, has a text."""
    events = reply.events
    if here.number < len(events) and (here.number < 0 or events[here.number].length == here.length):
        return here.number
    return bisect_right(events, here.length, key=lambda event: event.length) - 1


def _behind(event: Event, here: Place) -> Event:
    """An event without the beginning of its text that a reader has already."""
    had = here.length - (event.length - len(event.data)) if event.kind == "text" else 0
    return event._replace(data=event.data[had:]) if had > 0 else event


async def frames_of_rows(manner: Manner, reply_id: str, here: Place) -> AsyncIterator[bytes]:
    """What comes after a place of a reply that another process makes, as far as that tells, and then how it ended."""
    found: Outcome | None = None
    ticks = 0
    async for found in endings(manner):
        if refusal := await _refusal(manner):
            yield _refused(manner, refusal)
            return
        if found is None:
            ticks += 1
            more, here = _more(reply_id, await manner.so_far(), here)
            if more or ticks % _BEATS == 0:
                yield more or HEARTBEAT
    assert found is not None
    more, here = _more(reply_id, _told(found.message, reply_id) if found.message else "", here)
    if more:
        yield more
    end = {"reply": manner.message(found.message) if found.message else None}
    problem = problem_of(found)
    if problem is not None:
        end = manner.problem(problem) | end
    last = f"{reply_id}.{here.number + 1}.{here.length}"
    yield frame(encode_json(end), "problem" if problem else "end", last)


def _more(reply_id: str, text: str, here: Place) -> tuple[bytes, Place]:
    """The event with what a text has beyond a place, if anything, and the place behind it."""
    more = text[here.length :]
    if not more:
        return b"", here
    here = Place(here.number + 1, here.length + len(more))
    return frame(encode_json({"text": more}), "text", f"{reply_id}.{here.number}.{here.length}"), here


async def endings(manner: Manner) -> AsyncIterator[Outcome | None]:
    """None at every tick while another process makes a reply, and lastly what became of it; raises NotFound."""
    found: Outcome | None = None
    while found is None:
        found = await manner.became()
        yield found
        if found is None:
            await asyncio.sleep(TICK)


async def _refusal(manner: Manner) -> Problem | None:
    """Why nobody may listen any more; None, too, where nobody can tell at the moment, for then a stream goes on."""
    problem = await manner.refusal()
    return None if isinstance(problem, Unavailable) else problem


def _refused(manner: Manner, refusal: Problem) -> bytes:
    """The last event of who may not listen on; it has no id, for there is nothing to take up."""
    return frame(encode_json(manner.problem(refusal)), "problem")


def _frame(manner: Manner, reply: Reply, event: Event) -> bytes:
    said = {"reply": manner.message(reply.message) if reply.message else None}
    match event.kind:
        case "text":
            data: Any = {"text": event.data}
        case "signal":
            data = event.data
        case "begin":
            begun = reply.begun
            spoken = manner.message(begun.spoken) if begun.spoken else None
            data = {"reply": begun.reply_id, "parent": begun.parent_id, "message": spoken}
        case "problem":
            data = manner.problem(event.data) | said
        case _:
            data = said
    return frame(encode_json(data), event.kind, f"{reply.begun.reply_id}.{event.number}.{event.length}")


def _told(message: Message, reply_id: str) -> str:
    """The text of a reply alone, where it went on with a message."""
    return message.text[message.about.continued_at :] if message.about.continued == reply_id else message.text
