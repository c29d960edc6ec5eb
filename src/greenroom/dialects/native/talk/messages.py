"""Messages: to say something and have it answered, whole or as it comes; to go another way; to edit and remove."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace
from starlette.responses import Response

from greenroom.accounts import idempotency
from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import messages, outcomes, store
from greenroom.conversations.messages import ACTIVE
from greenroom.conversations.model import Begun, Message, Thread
from greenroom.conversations.outcomes import problem_of
from greenroom.conversations.reply import Reply
from greenroom.dialects.kit.call import REPLAYED, Call
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Chatter, Query, Reader, Route
from greenroom.dialects.native.characters import PAGE
from greenroom.dialects.native.errors import ERRORS
from greenroom.dialects.native.talk import bodies, headers, streams, threads, wire
from greenroom.dialects.native.talk.exchange import show_exchange, show_message
from greenroom.http.answers import json_answer
from greenroom.http.sse import EVENT_STREAM, event_stream
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadParameter, NotFound, Problem

_PURPOSE = "native messages"
ALL = f"{threads.ONE}/messages"
ONE = f"{ALL}/{{message_id}}"

_HEAD_START = 5.0
"""Seconds that a reply has to fail before an event stream begins, so that a failure at once has a status."""


class _Cursor(Struct, array_like=True):
    after: str


async def list_messages(call: Call, who: Reader) -> Response:
    """The active path, oldest first; with `all=true` every message of the thread, in the order of their making."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "100"), 1, 1000)
    said = one_of(query, "all", "false")
    if said not in {"true", "false"}:
        raise BadParameter("all", "all must be true or false")
    whole = said == "true"
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
    page, following = page_of(call, found, most, _PURPOSE, lambda last: _Cursor(last.message_id), bound)
    items = [show_message(one) for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def say(call: Call, who: Chatter) -> Response:
    """Say something and have it answered; with `stream` as it comes, as server-sent events."""
    said = await bodies.read(call, wire.Say)

    def begin(db: Transaction, thread: Thread) -> Begun:
        house = call.house
        return messages.say(db, house.catalogue, who, thread, said.text, said.triggers, _parent(said.parent))

    return await _reply(call, who, begin, said, stream=said.stream)


async def answer(call: Call, who: Chatter) -> Response:
    """Have what was said last answered, anew if it was before: another version of the reply."""
    said = await bodies.read(call, wire.Answer)

    def begin(db: Transaction, thread: Thread) -> Begun:
        return messages.answer(db, call.house.catalogue, who, thread, _parent(said.parent))

    return await _reply(call, who, begin, said, stream=said.stream)


async def go_on(call: Call, who: Chatter) -> Response:
    """Have the character's last message gone on with."""
    said = await bodies.read(call, wire.GoOn)

    def begin(db: Transaction, thread: Thread) -> Begun:
        return messages.go_on(db, call.house.catalogue, who, thread)

    return await _reply(call, who, begin, said, stream=said.stream)


async def get(call: Call, who: Reader) -> Response:
    """One message; by the id of a reply of which nothing came, how that ended, for a day."""

    def look(db: Transaction) -> Message:
        thread = store.find_thread(db, who.account_id, call.values["thread_id"])
        try:
            return store.find_message(db, thread, call.values["message_id"])
        except NotFound:
            found = outcomes.find(db, thread, call.values["message_id"])
            if (told := found.message or found.nothing) is None:
                raise
            return told

    return json_answer(show_message(await call.read(look)))


async def edit(call: Call, who: Chatter) -> Response:
    """Give a message other words."""
    said = await bodies.read(call, wire.Edit)
    return json_answer(
        show_message(
            await call.write(lambda db: messages.edit(db, *_found(call, who, db, lock=True), said.text))
        )
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
    """End a reply with what has come of it so far, which is the answer; one that has ended stays as it is."""
    reply = _known(call, who)
    if reply is None:
        return json_answer(show_exchange(None, await _stop_elsewhere(call, who)))
    await call.house.replies.stop(reply)
    return json_answer(show_exchange(reply.begun.spoken, reply.message))


async def _stop_elsewhere(call: Call, who: Chatter) -> Message | None:
    """What came of a reply that another process makes, which is asked to end it; or of one that has ended.

    Raises NotFound, or the problem that it ended with where nothing came of it.
    """
    reply_id = call.values["message_id"]
    became = await streams.became(call, who, reply_id)
    if became is None:
        await call.write(lambda db: messages.ask_to_stop(db, threads.find(call, who, db), reply_id))
        became = await streams.ending(call, who, reply_id)
    if became.message is None and (problem := problem_of(became)):
        raise problem
    return became.message


async def follow(call: Call, who: Chatter) -> Response:
    """A reply as it comes, as server-sent events, from the one after `Last-Event-ID` on; one that has ended comes whole.

    Where another process makes it, its text comes in larger pieces, about two a second.
    """
    reply_id = call.values["message_id"]
    here = streams.place(reply_id, call.request.headers.get("last-event-id", ""))
    reply = _known(call, who)
    if reply is None:
        await streams.became(call, who, reply_id)  # while there can be another status than 200
        return event_stream(streams.frames_of_rows(call, who, reply_id, here))
    return event_stream(streams.frames(call, who, reply, here))


class _Asked(Struct):
    """What a request had as effect, for its repetitions."""

    reply_id: str
    spoken: dict[str, Any] | None


_read_asked = msgspec.json.Decoder(_Asked).decode


async def _reply(
    call: Call,
    who: Caller,
    begin: Callable[[Transaction, Thread], Begun],
    said: wire.Say | wire.Answer | wire.GoOn,
    *,
    stream: bool,
) -> Response:
    alias = said.model
    threads.check_model(call, who, alias)
    this = await call.once(who)
    begun: Begun | None = None

    def make(db: Transaction) -> Made:
        nonlocal begun
        thread = threads.find(call, who, db)
        threads.check_model(call, who, alias or thread.model)
        begun = replace(begin(db, thread), keyed=this is not None)
        spoken = show_message(begun.spoken) if begun.spoken else None
        return Made(encode_json(_Asked(begun.reply_id, spoken)), 201)

    made = await (call.write(idempotency.once, this, make) if this else call.write(make))
    streamed = stream or EVENT_STREAM in call.request.headers.get("accept", "")
    if made.replayed:
        call.headers = [*call.headers, REPLAYED]
        asked = _read_asked(made.body)
        reply = call.house.replies.find(who.account_id, call.values["thread_id"], asked.reply_id)
        if reply is None:
            return await _again(call, who, asked, streamed=streamed)
    else:
        assert begun is not None
        premium = plan_of(who.plan).premium
        reply = call.house.replies.start(
            begun, alias, said.parameters(), premium=premium, holds=call.still_allowed
        )
    return await (_streamed(call, who, reply) if streamed else _whole(call, reply))


async def _whole(call: Call, reply: Reply) -> Response:
    async for _ in reply.follow():
        pass
    spoken = show_message(reply.begun.spoken) if reply.begun.spoken else None
    return _ended(call, reply.begun.reply_id, spoken, reply.message, reply.problem)


def _ended(
    call: Call, reply_id: str, spoken: dict[str, Any] | None, message: Message | None, problem: Problem | None
) -> Response:
    """What was said and replied, or why it was not."""
    said = {"message": spoken, "reply": show_message(message) if message else None}
    if problem is None:
        return json_answer(said, 201)
    return ERRORS.answer(problem, call.request_id, said | {"reply_id": reply_id})


async def _streamed(call: Call, who: Caller, reply: Reply) -> Response:
    async for event in reply.follow(0, _HEAD_START):
        if event is not None and event.kind == "problem":
            return await _whole(call, reply)
        break
    return event_stream(streams.frames(call, who, reply, streams.Place()))


async def _again(call: Call, who: Caller, asked: _Asked, *, streamed: bool) -> Response:
    """The answer to a repetition, where the reply is not known here."""
    if streamed:
        return event_stream(streams.frames_of_rows(call, who, asked.reply_id, streams.Place()))
    found = await streams.ending(call, who, asked.reply_id)
    return _ended(call, asked.reply_id, asked.spoken, found.message, problem_of(found))


def _known(call: Call, who: Caller) -> Reply | None:
    return call.house.replies.find(who.account_id, call.values["thread_id"], call.values["message_id"])


def _found(call: Call, who: Caller, db: Transaction, *, lock: bool = False) -> tuple[Thread, Message]:
    thread = store.find_thread(db, who.account_id, call.values["thread_id"], lock=lock)
    return thread, store.find_message(db, thread, call.values["message_id"])


def _parent(said: str | UnsetType | None) -> str | None:
    return ACTIVE if said is UNSET else said


_LONGEST_PATH = 100_000
_LIST = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}, "Items of a page."),
    *(one for one in PAGE if one.name == "cursor"),
    Query("all", {"type": "boolean", "default": False}, "All messages, not the active path alone."),
)

_STREAMS = (EVENT_STREAM,)
_EVENTS = (
    ("begin", wire.Begins),
    ("signal", wire.Signal),
    ("text", wire.Piece),
    ("end", wire.Ends),
    ("problem", ERRORS.shape),
)

ROUTES = (
    Route("GET", ALL, list_messages, None, wire.Messages, _LIST, tag="messages"),
    Route(
        "POST",
        ALL,
        say,
        wire.Say,
        wire.Exchange,
        status=201,
        creates=True,
        tag="messages",
        kind="chat",
        streams=_STREAMS,
        events=_EVENTS,
    ),
    Route(
        "POST",
        f"{threads.ONE}/reply",
        answer,
        wire.Answer,
        wire.Exchange,
        status=201,
        creates=True,
        tag="messages",
        kind="chat",
        streams=_STREAMS,
        events=_EVENTS,
    ),
    Route(
        "POST",
        f"{threads.ONE}/continue",
        go_on,
        wire.GoOn,
        wire.Exchange,
        status=201,
        creates=True,
        tag="messages",
        kind="chat",
        streams=_STREAMS,
        events=_EVENTS,
    ),
    Route("GET", ONE, get, None, wire.Message, tag="messages"),
    Route("PATCH", ONE, edit, wire.Edit, wire.Message, tag="messages"),
    Route("DELETE", ONE, delete, None, wire.Removed, tag="messages"),
    Route("POST", f"{ONE}/select", select, None, wire.Thread, tag="messages"),
    Route("POST", f"{ONE}/stop", stop, None, wire.Exchange, tag="messages"),
    Route(
        "GET",
        f"{ONE}/events",
        follow,
        tag="messages",
        streams=_STREAMS,
        events=_EVENTS,
        headers=(headers.LAST_EVENT,),
    ),
)
