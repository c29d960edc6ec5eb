"""Messages: to say something and have it answered, whole or as it comes; to go another way; to edit and remove."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from msgspec import UNSET, Struct, UnsetType
from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.conversations import messages, store
from greenroom.conversations.messages import ACTIVE
from greenroom.conversations.model import Begun, Message, Thread
from greenroom.conversations.reply import Event, Reply
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.paging import next_link, one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Chatter, Query, Reader, Route
from greenroom.dialects.native.characters import PAGE
from greenroom.dialects.native.errors import ERRORS
from greenroom.dialects.native.talk import threads, wire
from greenroom.http.answers import json_answer
from greenroom.http.sse import EVENT_STREAM, HEARTBEAT, event_stream, frame
from greenroom.kit.clock import rfc3339
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue, NotFound, Problem

_PURPOSE = "native messages"
ALL = f"{threads.ONE}/messages"
ONE = f"{ALL}/{{message_id}}"

_TICK = 1.0
"""Seconds between two looks at whether the caller's key still holds."""

_BEATS = 15
"""Ticks without an event, after which a comment is sent."""

_HEAD_START = 5.0
"""Seconds that a reply has to fail before an event stream begins, so that a failure at once has a status."""


class _Cursor(Struct, array_like=True):
    after: str


async def list_messages(call: Call, who: Reader) -> Response:
    """The active path, oldest first; with `all=true` every message of the thread, in the order of their making."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "100"), 1, 1000)
    whole = one_of(query, "all", "false") == "true"
    bound = [who.account_id, call.values["thread_id"], whole]
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), bound)
    after = cursor.after if cursor else ""

    def read(db: Transaction) -> list[Message]:
        thread = store.find_thread(db, who.account_id, call.values["thread_id"])
        if whole:
            return store.messages(db, thread, after, most + 1)
        path = store.path(db, thread, thread.leaf_id, _LONGEST_PATH)
        return [one for one in path if one.message_id > after][: most + 1]

    found = await call.scan(read)
    following = None
    if len(found) > most:
        following = call.house.signer.sign(_PURPOSE, _Cursor(found[most - 1].message_id), bound)
    items = [show(one) for one in found[:most]]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def say(call: Call, who: Chatter) -> Response:
    """Say something and have it answered; with `stream` as it comes, as server-sent events."""
    said = convert(await call.json(), wire.Say)

    def begin(db: Transaction, thread: Thread) -> Begun:
        house = call.house
        return messages.say(db, house.catalogue, who, thread, said.text, said.triggers, _parent(said.parent))

    return await _reply(call, who, begin, said.model, stream=said.stream)


async def answer(call: Call, who: Chatter) -> Response:
    """Have what was said last answered, anew if it was before: another version of the reply."""
    said = convert(await call.json(), wire.Answer)

    def begin(db: Transaction, thread: Thread) -> Begun:
        return messages.answer(db, call.house.catalogue, who, thread, _parent(said.parent))

    return await _reply(call, who, begin, said.model, stream=said.stream)


async def go_on(call: Call, who: Chatter) -> Response:
    """Have the character's last message gone on with."""
    said = convert(await call.json(), wire.GoOn)

    def begin(db: Transaction, thread: Thread) -> Begun:
        return messages.go_on(db, call.house.catalogue, who, thread)

    return await _reply(call, who, begin, said.model, stream=said.stream)


async def get(call: Call, who: Reader) -> Response:
    """One message."""
    return json_answer(show(await call.read(lambda db: _found(call, who, db)[1])))


async def edit(call: Call, who: Chatter) -> Response:
    """Give a message other words."""
    said = convert(await call.json(), wire.Edit)
    return json_answer(
        show(await call.write(lambda db: messages.edit(db, *_found(call, who, db, lock=True), said.text)))
    )


async def delete(call: Call, who: Chatter) -> Response:
    """Remove a message with all that came of it."""
    gone = await call.write(lambda db: messages.remove(db, *_found(call, who, db, lock=True)))
    return json_answer({"deleted": gone})


async def select(call: Call, who: Chatter) -> Response:
    """Let the active path lead through a message, and on to the newest that came of it."""
    changed = await call.write(lambda db: messages.select(db, *_found(call, who, db, lock=True)))
    return json_answer(threads.show(changed))


async def stop(call: Call, who: Chatter) -> Response:
    """End a reply with what has come of it so far, which is the answer."""
    reply = _running(call, who)
    await call.house.replies.stop(reply)
    return json_answer(_exchange(reply))


async def follow(call: Call, who: Chatter) -> Response:
    """A reply as it comes, from the event after `Last-Event-ID` on; one that ended comes whole."""
    last = call.request.headers.get("last-event-id", "")
    reply = call.house.replies.find(who.account_id, call.values["thread_id"], call.values["message_id"])
    if reply is None:
        message = await call.read(lambda db: _found(call, who, db)[1])
        return event_stream(_over(message))
    return event_stream(_frames(call, reply, _number(reply, last)))


async def _reply(
    call: Call, who: Caller, begin: Callable[[Transaction, Thread], Begun], alias: str, *, stream: bool
) -> Response:
    threads.check_model(call, who, alias)
    begun = await call.write(lambda db: begin(db, threads.find(call, who, db)))
    reply = call.house.replies.start(begun, alias)
    if not (stream or EVENT_STREAM in call.request.headers.get("accept", "")):
        async for _ in reply.follow():
            pass
        if reply.problem is not None:
            raise reply.problem
        return json_answer(_exchange(reply), 201)
    async for event in reply.follow(0, _HEAD_START):
        if event is not None and event.kind == "problem":
            raise event.data
        break
    return event_stream(_frames(call, reply, -1))


async def _frames(call: Call, reply: Reply, after: int) -> AsyncIterator[bytes]:
    """Events after a number as frames, as long as the caller's key holds."""
    idle = 0
    async for event in reply.follow(after, _TICK):
        try:
            await call.still_allowed()
        except Problem:
            return
        idle = 0 if event else idle + 1
        if event is not None:
            yield _frame(call, reply, event)
        elif idle % _BEATS == 0:
            yield HEARTBEAT


def _frame(call: Call, reply: Reply, event: Event) -> bytes:
    match event.kind:
        case "text":
            data: Any = {"text": event.data}
        case "signal":
            data = event.data
        case "begin":
            data = {
                "reply": reply.begun.reply_id,
                "parent": reply.begun.parent_id,
                "message": show(reply.begun.spoken) if reply.begun.spoken else None,
            }
        case "problem":
            data = ERRORS.body(event.data, call.request_id) | {
                "reply": show(reply.message) if reply.message else None
            }
        case _:
            data = {"reply": show(reply.message) if reply.message else None}
    return frame(encode_json(data), event.kind, f"{reply.begun.reply_id}.{event.number}")


async def _over(message: Message) -> AsyncIterator[bytes]:
    """The events of a reply that nobody here remembers the making of."""
    yield frame(encode_json({"text": message.text}), "text")
    yield frame(encode_json({"reply": show(message)}), "end", f"{message.message_id}.end")


def _number(reply: Reply, last: str) -> int:
    """The number of the event that a reader had last; raises BadValue for the id of another reply's."""
    if not last:
        return -1
    reply_id, _, number = last.rpartition(".")
    if reply_id != reply.begun.reply_id or not number.isdecimal():
        raise BadValue("Last-Event-ID", "is of no event of this reply")
    return int(number[:9])


def _running(call: Call, who: Caller) -> Reply:
    thread_id, message_id = call.values["thread_id"], call.values["message_id"]
    reply = call.house.replies.find(who.account_id, thread_id, message_id)
    if reply is None:
        raise NotFound("reply", message_id)
    return reply


def _found(call: Call, who: Caller, db: Transaction, *, lock: bool = False) -> tuple[Thread, Message]:
    thread = store.find_thread(db, who.account_id, call.values["thread_id"], lock=lock)
    return thread, store.find_message(db, thread, call.values["message_id"])


def _parent(said: str | UnsetType | None) -> str | None:
    return ACTIVE if said is UNSET else said


def _exchange(reply: Reply) -> dict[str, Any]:
    spoken = reply.begun.spoken
    return {
        "message": show(spoken) if spoken else None,
        "reply": show(reply.message) if reply.message else None,
    }


def show(message: Message) -> dict[str, Any]:
    """A message on the wire."""
    about = message.about
    counted = about.prompt_tokens is not None or about.completion_tokens is not None
    return {
        "id": message.message_id,
        "parent": message.parent_id,
        "speaker": message.speaker,
        "state": message.state,
        "created_at": rfc3339(message.created_at),
        "edited_at": None if message.edited_at is None else rfc3339(message.edited_at),
        "text": message.text,
        "model": about.model or None,
        "finish_reason": about.finish_reason or None,
        "usage": {"prompt_tokens": about.prompt_tokens, "completion_tokens": about.completion_tokens}
        if counted
        else None,
        "greeting": about.greeting,
        "error": about.error or None,
        "triggers": [*about.triggers],
        "signals": [*about.signals],
        "emotions": [*about.emotions],
        "goals": [*about.goals],
    }


_LONGEST_PATH = 100_000
_LIST = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}, "Items of a page."),
    *(one for one in PAGE if one.name == "cursor"),
    Query("all", {"type": "boolean", "default": False}, "All messages, not the active path alone."),
)

ROUTES = (
    Route("GET", ALL, list_messages, None, wire.Messages, _LIST, tag="messages"),
    Route("POST", ALL, say, wire.Say, wire.Exchange, status=201, tag="messages", kind="chat"),
    Route(
        "POST",
        f"{threads.ONE}/reply",
        answer,
        wire.Answer,
        wire.Exchange,
        status=201,
        tag="messages",
        kind="chat",
    ),
    Route(
        "POST",
        f"{threads.ONE}/continue",
        go_on,
        wire.GoOn,
        wire.Exchange,
        status=201,
        tag="messages",
        kind="chat",
    ),
    Route("GET", ONE, get, None, wire.Message, tag="messages"),
    Route("PATCH", ONE, edit, wire.Edit, wire.Message, tag="messages"),
    Route("DELETE", ONE, delete, None, wire.Removed, tag="messages"),
    Route("POST", f"{ONE}/select", select, None, wire.Thread, tag="messages"),
    Route("POST", f"{ONE}/stop", stop, None, wire.Exchange, tag="messages"),
    Route("GET", f"{ONE}/events", follow, tag="messages"),
)
