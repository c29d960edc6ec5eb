"""A reply of a character, whole or as it comes. No thread is kept: the client sends what was said each time."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.conversations import asides, ledger
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompting import Prepared
from greenroom.conversations.safety import Policy, policy
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Chatter
from greenroom.dialects.openai import chunks, models, requests
from greenroom.dialects.openai.chunks import Head
from greenroom.dialects.openai.errors import ERRORS
from greenroom.http.answers import Answer, json_answer
from greenroom.http.sse import HEARTBEAT, event_stream, frame
from greenroom.kit.ahead import ahead
from greenroom.kit.ids import random_base62
from greenroom.kit.json_values import encode_json
from greenroom.llm.model import End, Piece, Text
from greenroom.problems import BadValue, PlanLacks, Problem

_TICK = 0.5
"""Seconds between two looks at whether the caller is still there, and their key still holds."""

_BEATS = 30
"""Ticks without anything to send, after which a comment is sent."""

_HEAD_START = 5.0
"""Seconds that a reply has to fail before an event stream begins, so that a failure at once has a status."""

_GONE = 499

Pieces = AsyncGenerator[Piece | None, None]


async def complete(call: Call, who: Chatter) -> Response:
    """Have a character reply to a conversation; with `stream` as it comes, as server-sent events."""
    said = requests.read(await call.json())
    house = call.house

    def gather(db: Transaction) -> Materials:
        record = models.find(db, house.catalogue, who, said.model)
        return asides.gather(db, house.catalogue, who, record, said.turns, said.scenario)

    materials = await call.scan(gather)
    rules = policy(materials.character)
    _check_logprobs(said, rules)
    premium = plan_of(who.plan).premium
    prepared = await house.prompter.prepare(materials, said=said.parameters, premium=premium)
    _check_plan(call, who, prepared)
    await call.write(ledger.count_reply, who)
    head = Head(f"chatcmpl-{random_base62(24)}", int(time.time()), said.model, said.stream and said.usage)
    before = materials.history[-1].text if materials.continuing else ""
    pieces = ahead(_given_back(call, who, asides.tell(prepared, rules, before)), _TICK)
    if said.stream:
        return await _streamed(call, head, pieces)
    return await _whole(call, head, pieces)


async def _given_back(
    call: Call, who: Caller, pieces: AsyncGenerator[Piece, None]
) -> AsyncGenerator[Piece, None]:
    """The pieces; where nothing came, by what is none of the caller's, the reply isn't counted for its day."""
    told = False
    try:
        async with aclosing(pieces):
            async for piece in pieces:
                told = told or isinstance(piece, Text)
                yield piece
    except Problem as problem:
        if not told and ledger.is_free(problem):
            await call.write(lambda db: ledger.give_back(db, who.account_id, db.now))
        raise


def _check_logprobs(said: requests.Said, rules: Policy) -> None:
    if said.parameters.logprobs and rules.filters:
        raise BadValue(
            "logprobs", "must be left out: replies of this character are filtered, and they would tell how"
        )


def _check_plan(call: Call, who: Caller, prepared: Prepared) -> None:
    if call.house.models.is_premium(prepared.alias) and not plan_of(who.plan).premium:
        raise PlanLacks(who.plan, f"the model {prepared.alias}")


async def _whole(call: Call, head: Head, pieces: Pieces) -> Response:
    texts: list[Text] = []
    async with aclosing(_allowed(call, pieces)) as coming:
        async for piece in coming:
            match piece:
                case Text():
                    texts.append(piece)
                case End():
                    return json_answer(chunks.whole(head, texts, piece))
            if await call.request.is_disconnected():
                break
    return Answer(b"", _GONE)


async def _streamed(call: Call, head: Head, pieces: Pieces) -> Response:
    begun = time.monotonic()
    first = await anext(pieces)
    while first is None and time.monotonic() < begun + _HEAD_START:
        first = await anext(pieces)
    return event_stream(_frames(call, head, first, pieces))


async def _frames(call: Call, head: Head, first: Piece | None, pieces: Pieces) -> AsyncGenerator[bytes, None]:
    idle = 0
    yield _frame(chunks.opening(head))
    try:
        async with aclosing(_allowed(call, pieces, first)) as coming:
            async for piece in coming:
                idle = 0 if piece else idle + 1
                match piece:
                    case Text():
                        yield _frame(chunks.piece(head, piece))
                    case End():
                        yield _frame(chunks.closing(head, piece))
                        if head.usage:
                            yield _frame(chunks.usage(head, piece))
                    case _ if idle % _BEATS == 0:
                        yield HEARTBEAT
    except Problem as problem:
        yield _frame(ERRORS.body(problem, call.request_id))
        return
    yield frame(b"[DONE]")


async def _allowed(call: Call, pieces: Pieces, first: Piece | None = None) -> Pieces:
    """The pieces, behind the first one, as long as the caller's key holds; raises what it lacks by then."""
    yield first
    due = time.monotonic() + _TICK
    async with aclosing(pieces):
        async for piece in pieces:
            if time.monotonic() >= due:
                await call.still_allowed()
                due = time.monotonic() + _TICK
            yield piece


def _frame(value: object) -> bytes:
    return frame(encode_json(value))
