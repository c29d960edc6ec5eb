"""Replies as server-sent events, in this dialect's shapes, as long as the caller's key holds."""

from collections.abc import AsyncIterator

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.conversations import messages, store
from greenroom.conversations.outcomes import Outcome
from greenroom.conversations.reply import Reply
from greenroom.dialects.kit import streaming
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.streaming import FOLLOWED, Manner, Place, place
from greenroom.dialects.native.errors import ERRORS
from greenroom.dialects.native.talk.exchange import show_message
from greenroom.problems import Problem

__all__ = ["Place", "became", "ending", "frames", "frames_of_rows", "place"]


def frames(call: Call, who: Caller, reply: Reply, here: Place) -> AsyncIterator[bytes]:
    """The events after a place, as they come; where the caller's key no longer holds, the last one says why."""
    return streaming.frames(_manner(call, who, reply.begun.reply_id), reply, here)


def frames_of_rows(call: Call, who: Caller, reply_id: str, here: Place) -> AsyncIterator[bytes]:
    """What comes after a place of a reply that this process doesn't know, as far as its maker tells, and how it ended."""
    return streaming.frames_of_rows(_manner(call, who, reply_id), reply_id, here)


async def ending(call: Call, who: Caller, reply_id: str) -> Outcome:
    """What became of a reply, waited for while another process makes it; raises NotFound."""
    found = [one async for one in streaming.endings(_manner(call, who, reply_id))][-1]
    assert found is not None
    return found


async def became(call: Call, who: Caller, reply_id: str) -> Outcome | None:
    """What became of a reply of the thread in the path, None while another process makes it; raises NotFound."""

    def look(db: Transaction) -> Outcome | None:
        thread = store.find_thread(db, who.account_id, call.values["thread_id"])
        return messages.became(db, thread, reply_id)

    return await call.read(look)


def _manner(call: Call, who: Caller, reply_id: str) -> Manner:
    async def so_far() -> str:
        return await call.house.database.write_single(
            store.follow_reply, who.account_id, call.values["thread_id"], reply_id, FOLLOWED
        )

    return Manner(
        lambda: _refusal(call),
        lambda: became(call, who, reply_id),
        so_far,
        show_message,
        lambda problem: ERRORS.body(problem, call.request_id),
    )


async def _refusal(call: Call) -> Problem | None:
    """What the caller's key lacks by now."""
    try:
        await call.still_allowed()
    except Problem as problem:
        return problem
    return None
