"""Replies in the studio: asked for by a form or a script, streamed to whoever asks for events, and ended when told to."""

import time
from collections.abc import Callable

from starlette.responses import Response

from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import messages, store
from greenroom.conversations.messages import ACTIVE
from greenroom.conversations.model import Begun, Thread
from greenroom.conversations.outcomes import Outcome
from greenroom.conversations.reply import Reply
from greenroom.dialects.kit import streaming
from greenroom.dialects.kit.aliases import allow
from greenroom.dialects.kit.streaming import TICK, Manner, Place
from greenroom.http.answers import json_answer
from greenroom.http.sse import EVENT_STREAM, event_stream
from greenroom.problems import BadValue, NotSignedIn, Problem, RateLimited
from greenroom.studio.catalogue import say as words
from greenroom.studio.chat.failures import failure, refused
from greenroom.studio.page.session import member_of
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

ONE = "/chats/{thread_id}"
LONGEST = 32_000
"""Characters of what somebody says at once."""

_ROOT = "root"
"""Stands for no message at all: what is said there is a first one."""


async def say(visit: Visit, who: Member) -> Response:
    """Say something, behind the message `parent` or the end of the path, and have it answered."""
    text, parent = worded(await visit.field("text")), _parent(await visit.field("parent"))
    catalogue = visit.house.catalogue
    return await _reply(
        visit, who, lambda db, thread: messages.say(db, catalogue, who.caller, thread, text, (), parent)
    )


async def answer(visit: Visit, who: Member) -> Response:
    """Have what was said last, or the message `parent`, answered anew."""
    parent = _parent(await visit.field("parent"))
    catalogue = visit.house.catalogue
    return await _reply(
        visit, who, lambda db, thread: messages.answer(db, catalogue, who.caller, thread, parent)
    )


async def go_on(visit: Visit, who: Member) -> Response:
    """Have the last message gone on with."""
    return await _reply(
        visit, who, lambda db, thread: messages.go_on(db, visit.house.catalogue, who.caller, thread)
    )


async def follow(visit: Visit, who: Member) -> Response:
    """A reply as it comes, from the event after `Last-Event-ID` on."""
    reply_id = visit.values["reply_id"]
    here = streaming.place(reply_id, visit.request.headers.get("last-event-id", ""))
    manner = _manner(visit, who, reply_id)
    reply = visit.house.replies.find(who.account_id, visit.values["thread_id"], reply_id)
    if reply is not None:
        return event_stream(streaming.frames(manner, reply, here))
    await _became(visit, who, reply_id)  # while there can be another status than 200
    return event_stream(streaming.frames_of_rows(manner, reply_id, here))


async def stop(visit: Visit, who: Member) -> Response:
    """End a reply with what has come of it so far."""
    thread_id, reply_id = visit.values["thread_id"], visit.values["reply_id"]
    reply = visit.house.replies.find(who.account_id, thread_id, reply_id)
    if reply is not None:
        await visit.house.replies.stop(reply)
    elif await _became(visit, who, reply_id) is None:
        await visit.write(
            lambda db: messages.ask_to_stop(
                db, store.find_thread(db, who.account_id, thread_id, lock=True), reply_id
            )
        )
    return json_answer({"stopped": reply_id}) if visit.in_part else visit.lead(f"/chats/{thread_id}")


def worded(text: str) -> str:
    """What somebody says; raises BadValue where it is nothing, or too much."""
    if not text or len(text) > LONGEST:
        raise BadValue("text", f"must have between 1 and {LONGEST} characters.")
    return text


async def _reply(visit: Visit, who: Member, begin: Callable[[Transaction, Thread], Begun]) -> Response:
    """The reply as it comes, for a script; for a form, the page once it is there."""
    streamed = EVENT_STREAM in visit.request.headers.get("accept", "")
    try:
        reply = await _begun(visit, who, begin)
        if not streamed:
            return await _whole(visit, reply)
    except Problem as problem:
        if streamed:
            return refused(visit, who, problem)
        return visit.lead(f"/chats/{visit.values['thread_id']}", failure(visit, who, problem).said, "bad")
    return event_stream(streaming.frames(_manner(visit, who, reply.begun.reply_id), reply, Place()))


async def _begun(visit: Visit, who: Member, begin: Callable[[Transaction, Thread], Begun]) -> Reply:
    standing = visit.house.limits.take(who.account_id, who.plan, "chat")
    if standing.wait:
        raise RateLimited(standing.wait, standing.limit)

    def unit(db: Transaction) -> Begun:
        thread = store.find_thread(db, who.account_id, visit.values["thread_id"], lock=True)
        allow(visit.house.models, who.plan, thread.model)
        return begin(db, thread)

    begun = await visit.write(unit)
    return visit.house.replies.start(
        begun, "", premium=plan_of(who.plan).premium, holds=lambda: _holds(visit)
    )


async def _whole(visit: Visit, reply: Reply) -> Response:
    async for _ in reply.follow():
        pass
    if reply.problem is not None:
        raise reply.problem
    return visit.lead(f"/chats/{visit.values['thread_id']}#end")


def _manner(visit: Visit, who: Member, reply_id: str) -> Manner:
    return Manner(
        _Watch(visit).refusal,
        lambda: _became(visit, who, reply_id),
        lambda message: {"id": message.message_id, "state": message.state},
        lambda problem: failure(visit, who, problem)._asdict(),
    )


async def _holds(visit: Visit) -> None:
    """Raise what keeps the session that asked from asking again."""
    if await member_of(visit.house, visit.request) is None:
        raise NotSignedIn(words("page.signed_out"))


class _Watch:
    """Whether the session that asked is still one, looked at once in a while."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._looked = time.monotonic()

    async def refusal(self) -> Problem | None:
        """Why it may not listen on, None where it may."""
        if time.monotonic() - self._looked < TICK:
            return None
        self._looked = time.monotonic()
        try:
            await _holds(self._visit)
        except Problem as problem:
            return problem
        return None


async def _became(visit: Visit, who: Member, reply_id: str) -> Outcome | None:
    def look(db: Transaction) -> Outcome | None:
        thread = store.find_thread(db, who.account_id, visit.values["thread_id"])
        return messages.became(db, thread, reply_id)

    return await visit.read(look)


def _parent(said: str) -> str | None:
    return None if said == _ROOT else said or ACTIVE


PAGES = (
    Page("POST", f"{ONE}/say", say),
    Page("POST", f"{ONE}/answer", answer),
    Page("POST", f"{ONE}/continue", go_on),
    Page("GET", f"{ONE}/replies/{{reply_id}}", follow),
    Page("POST", f"{ONE}/replies/{{reply_id}}/stop", stop),
)
