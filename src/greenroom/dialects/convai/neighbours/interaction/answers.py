"""Answers: what came of a query, whole, in pieces, or not at all."""

from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import Response

from greenroom.conversations.around import character_of
from greenroom.conversations.reply import Reply
from greenroom.dialects.convai.neighbours.interaction import choices
from greenroom.dialects.convai.neighbours.interaction.query import Query
from greenroom.dialects.convai.neighbours.interaction.sessions import session_id
from greenroom.dialects.kit.call import Call
from greenroom.http.answers import json_answer
from greenroom.http.sse import HEARTBEAT, frame
from greenroom.kit.json_values import encode_json
from greenroom.llm.models import DEFAULT
from greenroom.problems import Problem

TICK = 1.0
"""Seconds between two looks at whether the caller's key still holds."""

_BEATS = 15
"""Ticks without an event, after which a comment is sent."""


def failed(query: Query, why: object) -> Response:
    """That there is no answer, in the vendor's words for it."""
    return json_answer(_failure(query, why), 404)


async def whole(call: Call, query: Query, reply: Reply) -> Response:
    """The answer of a reply that has ended well."""
    text = reply.message.text if reply.message else ""
    return json_answer(_answer(query, reply, text) | await _more(call, query, reply))


async def frames(call: Call, query: Query, reply: Reply) -> AsyncIterator[bytes]:
    """The answer in pieces, as they come, as long as the caller's key holds."""
    idle = 0
    async for event in reply.follow(0, TICK):
        try:
            await call.still_allowed()
        except Problem:
            return
        idle = 0 if event else idle + 1
        if event is None:
            if idle % _BEATS == 0:
                yield HEARTBEAT
        elif event.kind == "text":
            yield frame(encode_json(_answer(query, reply, event.data)))
        elif event.kind == "problem":
            yield frame(encode_json(_failure(query, event.data)))
        elif event.kind == "end" and (more := await _more(call, query, reply)):
            yield frame(encode_json(_answer(query, reply, "") | more))


def _answer(query: Query, reply: Reply, text: str) -> dict[str, Any]:
    return {
        "charID": query.character_id,
        "text": text,
        "audio": None,
        "sample_rate": None,
        "sessionID": session_id(reply.begun.thread),
    }


def _failure(query: Query, why: object) -> dict[str, Any]:
    return {"charID": query.character_id, "text": f"process_failure, error: {why}"}


async def _more(call: Call, query: Query, reply: Reply) -> dict[str, Any]:
    """What is asked for beside the text."""
    message, said = reply.message, query.text or ""
    if message is None or not (query.in_steps or query.labels is not None):
        return {}
    backend = call.house.models.find(message.about.model or DEFAULT)
    if query.labels is not None:
        return {"tag": await choices.label(backend, said, query.labels)}
    here = query.surroundings
    actions = here.actions or await _own_actions(call, reply)
    targets = tuple(dict.fromkeys(one.called for one in (*here.objects, *here.characters)))
    done = await choices.steps(backend, said, message.text, actions, targets)
    return {"userQuery": said, "response": message.text, "actionSequence": "\n".join(done)}


async def _own_actions(call: Call, reply: Reply) -> tuple[str, ...]:
    catalogue, thread = call.house.catalogue, reply.begun.thread
    try:
        record = await call.read(lambda db: character_of(db, catalogue, thread))
    except Problem:  # it has answered, and is gone
        return ()
    return record.character.world.actions
