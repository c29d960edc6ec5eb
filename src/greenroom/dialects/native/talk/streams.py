"""Replies as server-sent events, from the process that makes them or from their rows.

An event's id is `REPLY.NUMBER.LENGTH`: its place among the events of its reply, which only the process that makes it
knows, and how many characters of text came up to it, from which any process can go on.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.conversations import messages, store
from greenroom.conversations.model import Message
from greenroom.conversations.outcomes import Outcome, problem_of
from greenroom.conversations.reply import Event, Reply
from greenroom.dialects.kit.call import Call
from greenroom.dialects.native.errors import ERRORS
from greenroom.dialects.native.talk.exchange import show_message
from greenroom.http.sse import HEARTBEAT, frame
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, Problem

TICK = 1.0
"""Seconds between two looks at whether the caller's key still holds, and at a reply that another process makes."""

_BEATS = 15
"""Ticks without an event, after which a comment is sent."""


class Place(NamedTuple):
    """How much of a reply a reader has: the number of the last event, -1 for none, and the length of all texts."""

    number: int = -1
    length: int = 0


def place(reply_id: str, last: str) -> Place:
    """What a `Last-Event-ID` says; raises BadValue for the id of another reply's event."""
    if not last:
        return Place()
    whose, _, numbers = last.partition(".")
    number, _, length = numbers.partition(".")
    if whose != reply_id or not (number.isdecimal() and length.isdecimal()):
        raise BadValue("Last-Event-ID", "is of no event of this reply")
    return Place(int(number[:9]), int(length[:9]))


async def frames(call: Call, reply: Reply, here: Place) -> AsyncIterator[bytes]:
    """The events after a place, as they come; where the caller's key no longer holds, the last one says why."""
    idle = 0
    async for event in reply.follow(here.number, TICK):
        if refusal := await _refusal(call):
            yield _refused(call, refusal)
            return
        idle = 0 if event else idle + 1
        if event is not None:
            yield _frame(call, reply, event)
        elif idle % _BEATS == 0:
            yield HEARTBEAT


async def frames_of_rows(call: Call, who: Caller, reply_id: str, here: Place) -> AsyncIterator[bytes]:
    """What comes after a place of a reply that this process doesn't know, all at once when it is written down."""
    found: Outcome | None = None
    ticks = 0
    async for found in endings(call, who, reply_id):
        if refusal := await _refusal(call):
            yield _refused(call, refusal)
            return
        ticks += 1
        if found is None and ticks % _BEATS == 0:
            yield HEARTBEAT
    assert found is not None
    text = _told(found.message, reply_id)[here.length :] if found.message else ""
    length = here.length + len(text)
    if text:
        yield frame(encode_json({"text": text}), "text", f"{reply_id}.{here.number + 1}.{length}")
    end = {"reply": show_message(found.message) if found.message else None}
    problem = problem_of(found)
    if problem is not None:
        end = ERRORS.body(problem, call.request_id) | end
    yield frame(encode_json(end), "problem" if problem else "end", f"{reply_id}.{here.number + 2}.{length}")


async def endings(call: Call, who: Caller, reply_id: str) -> AsyncIterator[Outcome | None]:
    """None at every tick while another process makes a reply, and lastly what became of it; raises NotFound."""
    found: Outcome | None = None
    while found is None:
        found = await call.read(
            lambda db: messages.became(
                db, store.find_thread(db, who.account_id, call.values["thread_id"]), reply_id
            )
        )
        yield found
        if found is None:
            await asyncio.sleep(TICK)


async def outcome(call: Call, who: Caller, reply_id: str) -> Message | None:
    """What came of a reply of the thread in the path, None while another process makes it; raises NotFound."""

    def look(db: Transaction) -> Message | None:
        thread = store.find_thread(db, who.account_id, call.values["thread_id"])
        return messages.outcome(db, thread, reply_id)

    return await call.read(look)


def _frame(call: Call, reply: Reply, event: Event) -> bytes:
    said = {"reply": show_message(reply.message) if reply.message else None}
    match event.kind:
        case "text":
            data: Any = {"text": event.data}
        case "signal":
            data = event.data
        case "begin":
            begun = reply.begun
            spoken = show_message(begun.spoken) if begun.spoken else None
            data = {"reply": begun.reply_id, "parent": begun.parent_id, "message": spoken}
        case "problem":
            data = ERRORS.body(event.data, call.request_id) | said
        case _:
            data = said
    return frame(encode_json(data), event.kind, f"{reply.begun.reply_id}.{event.number}.{event.length}")


def _told(message: Message, reply_id: str) -> str:
    """The text of a reply alone, where it went on with a message."""
    return message.text[message.about.continued_at :] if message.about.continued == reply_id else message.text


async def _refusal(call: Call) -> Problem | None:
    """What the caller's key lacks by now."""
    try:
        await call.still_allowed()
    except Problem as problem:
        return problem
    return None


def _refused(call: Call, refusal: Problem) -> bytes:
    """The last event of who may not read on; it has no id, for there is nothing to take up."""
    return frame(encode_json(ERRORS.body(refusal, call.request_id)), "problem")
