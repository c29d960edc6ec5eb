"""Replies as server-sent events, from the process that makes them or from their rows, for whoever shows them.

An event's id is `REPLY.NUMBER.LENGTH`: its place among the events of its reply, which only the process that makes it
knows, and how many characters of text came up to it, from which any process can go on.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple

from greenroom.conversations.model import Message
from greenroom.conversations.outcomes import Outcome, problem_of
from greenroom.conversations.reply import Event, Reply
from greenroom.http.sse import HEARTBEAT, frame
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, Problem

TICK = 0.5
"""Seconds between two looks at whether whoever listens still may, and at a reply that another process makes."""

_BEATS = 30
"""Ticks without an event, after which a comment is sent."""


class Place(NamedTuple):
    """How much of a reply a reader has: the number of the last event, -1 for none, and the length of all texts."""

    number: int = -1
    length: int = 0


class Manner(NamedTuple):
    """Who listens, and how they are told.

    `refusal` is why they may not listen any more, None as long as they may. `became` is what became of the reply, None
    while it is being made; it raises NotFound. `message` and `problem` are those on the wire, a problem as an object.
    """

    refusal: Callable[[], Awaitable[Problem | None]]
    became: Callable[[], Awaitable[Outcome | None]]
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
    async for event in reply.follow(here.number, TICK):
        if refusal := await manner.refusal():
            yield _refused(manner, refusal)
            return
        idle = 0 if event else idle + 1
        if event is not None:
            yield _frame(manner, reply, event)
        elif idle % _BEATS == 0:
            yield HEARTBEAT


async def frames_of_rows(manner: Manner, reply_id: str, here: Place) -> AsyncIterator[bytes]:
    """What comes after a place of a reply that this process doesn't know, all at once when it is written down."""
    found: Outcome | None = None
    ticks = 0
    async for found in endings(manner):
        if refusal := await manner.refusal():
            yield _refused(manner, refusal)
            return
        ticks += 1
        if found is None and ticks % _BEATS == 0:
            yield HEARTBEAT
    assert found is not None
    text = _told(found.message, reply_id)[here.length :] if found.message else ""
    length = here.length + len(text)
    if text:
        yield frame(encode_json({"text": text}), "text", f"{reply_id}.{here.number + 1}.{length}")
    end = {"reply": manner.message(found.message) if found.message else None}
    problem = problem_of(found)
    if problem is not None:
        end = manner.problem(problem) | end
    yield frame(encode_json(end), "problem" if problem else "end", f"{reply_id}.{here.number + 2}.{length}")


async def endings(manner: Manner) -> AsyncIterator[Outcome | None]:
    """None at every tick while another process makes a reply, and lastly what became of it; raises NotFound."""
    found: Outcome | None = None
    while found is None:
        found = await manner.became()
        yield found
        if found is None:
            await asyncio.sleep(TICK)


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
