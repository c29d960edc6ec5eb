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
from greenroom.conversations.reply import Event, Reply
from greenroom.dialects.kit.call import Call
from greenroom.dialects.native.errors import ERRORS
from greenroom.dialects.native.talk.exchange import show_message
from greenroom.http.sse import HEARTBEAT, frame
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, NotFound, Problem

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
    """The events after a place, as they come, as long as the caller's key holds."""
    idle = 0
    async for event in reply.follow(here.number, TICK):
        if not await _is_allowed(call):
            return
        idle = 0 if event else idle + 1
        if event is not None:
            yield _frame(call, reply, event)
        elif idle % _BEATS == 0:
            yield HEARTBEAT


async def frames_of_rows(call: Call, who: Caller, reply_id: str, here: Place) -> AsyncIterator[bytes]:
    """What comes after a place of a reply that this process doesn't know, all at once when it is written down."""
    message: Message | None = None
    ticks = 0
    async for message in outcomes(call, who, reply_id):
        if not await _is_allowed(call):
            return
        ticks += 1
        if message is None and ticks % _BEATS == 0:
            yield HEARTBEAT
    text = _told(message, reply_id)[here.length :] if message else ""
    length = here.length + len(text)
    if text:
        yield frame(encode_json({"text": text}), "text", f"{reply_id}.{here.number + 1}.{length}")
    end = {"reply": show_message(message) if message else None}
    yield frame(encode_json(end), "end", f"{reply_id}.{here.number + 2}.{length}")


async def outcomes(call: Call, who: Caller, reply_id: str) -> AsyncIterator[Message | None]:
    """None at every tick while another process makes a reply, and lastly the message that came of it, if one did."""
    message: Message | None = None
    while message is None:
        try:
            message = await outcome(call, who, reply_id)
        except NotFound:
            return
        yield message
        if message is None:
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


async def _is_allowed(call: Call) -> bool:
    try:
        await call.still_allowed()
    except Problem:
        return False
    return True
