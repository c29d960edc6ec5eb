"""The operation: something is said to a character, and it answers."""

from contextlib import suppress
from typing import Any

from msgspec.structs import replace
from starlette.responses import Response

from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import messages
from greenroom.conversations.model import Begun
from greenroom.conversations.reply import Reply
from greenroom.dialects.convai import errors
from greenroom.dialects.convai.bodies import read
from greenroom.dialects.convai.neighbours.interaction import answers, sessions, wire
from greenroom.dialects.convai.neighbours.interaction.query import Query, read_query
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Chatter, Route
from greenroom.http.sse import EVENT_STREAM, event_stream
from greenroom.problems import Problem

_HEAD_START = 5.0
"""Seconds that a reply has to fail before an event stream begins, so that a failure at once has a status."""

_DEAF = "Speech recognition is not available on this server."


async def respond(call: Call, who: Chatter) -> Response:
    """Let a character answer what is said to it, in a session that goes on or begins."""
    query = read_query(await read(call))
    catalogue, said = call.house.catalogue, query.text
    if said is None:
        await call.read(lambda db: catalogue.conversable(db, who.account_id, query.character_id))
        return answers.failed(query, _DEAF)

    def begin(db: Transaction) -> Begun:
        thread = sessions.find(db, call, who, query.character_id, query.session)
        begun = messages.say(db, catalogue, who, thread, said)
        return replace(begun, around=query.surroundings.sentences())

    begun = await call.write(begin)
    premium = plan_of(who.plan).premium
    reply = call.house.replies.start(begun, "", premium=premium, holds=call.still_allowed)
    if query.streamed:
        async for event in reply.follow(0, _HEAD_START):
            if event is not None and event.kind == "problem":
                return await _failed(call, query, reply)
            return event_stream(answers.frames(call, query, reply))
    async for _ in reply.follow():
        pass
    return await (_failed if reply.problem else answers.whole)(call, query, reply)


async def _failed(call: Call, query: Query, reply: Reply) -> Response:
    with suppress(Problem):
        await call.write(sessions.take_back, reply.begun, query.session)
    return answers.failed(query, reply.problem)


_HOW: dict[str, Any] = {"errors": errors.ANSWERING, "kind": "chat", "streams": (EVENT_STREAM,)}

ROUTES = (
    Route("POST", "/character/getResponse", respond, wire.Said, wire.Answered, **_HOW),
    Route("POST", "/character/getActionResponse", respond, alias=True, **_HOW),
)
