"""Trying a character out before it is saved: replies to turns that the browser keeps, and the weight of the whole prompt.

Nothing of it is written down but that a reply was made, which counts like any other.
"""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import msgspec
from msgspec.structs import replace
from starlette.responses import Response

from greenroom.accounts.plans import plan_of
from greenroom.characters import Transaction
from greenroom.characters.model import Character, Record, blank_record
from greenroom.conversations import asides, ledger
from greenroom.conversations.prompt.assembly import assemble
from greenroom.conversations.prompt.fitting import Prompt, fit
from greenroom.conversations.prompt.materials import Materials, Turn
from greenroom.conversations.prompting import Prepared
from greenroom.conversations.safety import policy
from greenroom.http.answers import json_answer
from greenroom.http.sse import HEARTBEAT, event_stream, frame
from greenroom.kit.ahead import ahead
from greenroom.kit.json_values import encode_json
from greenroom.llm.model import End, Text
from greenroom.llm.tokens import estimate
from greenroom.problems import BadValue, ContextTooSmall, NoReply, PlanLacks, Problem, RateLimited
from greenroom.studio.editor import conflicts
from greenroom.studio.editor.drafts import draft
from greenroom.studio.own import owner
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit
from greenroom.studio.page.watch import Watch

_TICK = 0.5
"""Seconds of silence after which a comment is sent, and between two looks at the session."""

_REFUSED = 409
_MOST = 16 * 1024 * 1024


async def try_new(visit: Visit, who: Member) -> Response:
    """A reply of a character that nobody has made yet."""
    return await _tried(visit, who, await _blank(visit, who))


async def try_one(visit: Visit, who: Member) -> Response:
    """A reply of a character as its form has it."""
    return await _tried(visit, who, await owner.whole(visit, who))


async def weigh_new(visit: Visit, who: Member) -> Response:
    """How long the prompt of a character would be that nobody has made yet."""
    return await _weighed(visit, who, await _blank(visit, who))


async def weigh_one(visit: Visit, who: Member) -> Response:
    """How long the prompt of a character would be, as its form has it."""
    return await _weighed(visit, who, await owner.whole(visit, who))


async def _tried(visit: Visit, who: Member, record: Record) -> Response:
    try:
        standing = await visit.house.limits.take(who.account_id, who.plan, "chat")
        if standing.wait:
            raise RateLimited(standing.wait, standing.limit)
        materials = await _materials(visit, who, record)
        prepared = await visit.house.prompter.prepare(materials, premium=plan_of(who.plan).premium)
        if visit.house.models.is_premium(prepared.alias) and not plan_of(who.plan).premium:
            raise PlanLacks(who.plan, f"the model {prepared.alias}")
        await visit.write(ledger.count_reply, who.caller)
    except Problem as problem:
        return json_answer({"problem": str(problem)}, _REFUSED)
    return event_stream(_frames(visit, prepared, materials))


async def _frames(visit: Visit, prepared: Prepared, materials: Materials) -> AsyncGenerator[bytes, None]:
    """The reply as it comes, past the same filter as any other, for as long as the session lasts."""
    watch = Watch(visit)
    before = materials.history[-1].text if materials.continuing else ""
    pieces = ahead(asides.tell(prepared, policy(materials.character), before), _TICK)
    try:
        async with aclosing(pieces) as coming:
            async for piece in coming:
                if refusal := await watch.refusal():
                    raise refusal
                match piece:
                    case Text(text=text):
                        yield frame(encode_json({"text": text}), "text")
                    case End(finish_reason=reason):
                        yield frame(encode_json({"reason": reason}), "end")
                    case _:
                        yield HEARTBEAT
    except Problem as problem:
        yield frame(encode_json({"problem": str(problem)}), "problem")


async def _weighed(visit: Visit, who: Member, record: Record) -> Response:
    materials = await _materials(visit, who, record)
    try:
        prepared = await visit.house.prompter.prepare(materials)
    except ContextTooSmall as problem:
        told = {"tokens": sum(problem.sizes.values()), "window": problem.window, "problem": str(problem)}
        return json_answer({"sections": [], "exact": False, "reserve": 0, **told})
    except (NoReply, BadValue):
        return json_answer(_weight(_estimated(materials), exact=False))
    return json_answer(_weight(prepared.prompt, exact=prepared.exact))


def _estimated(materials: Materials) -> Prompt:
    """The prompt where no model counts: by estimates, in a window that holds it all."""
    made = assemble(materials)
    whole = 2 * sum(estimate(one.text).tokens + 16 for one in made.sections) + 2 * made.reserve + 1024
    return fit(made, lambda text: estimate(text).tokens, max(whole, materials.window))


def _weight(prompt: Prompt, *, exact: bool) -> dict[str, Any]:
    sizes: dict[str, int] = {}
    for one in prompt.sections:
        if one.kept:
            sizes[one.section.name] = sizes.get(one.section.name, 0) + one.tokens
    left_out = sum(not one.kept for one in prompt.sections)
    sections = [{"name": name.replace("_", " "), "tokens": size} for name, size in sizes.items()]
    told = {"tokens": prompt.tokens, "window": prompt.window, "reserve": prompt.reserve, "left_out": left_out}
    return {**told, "exact": exact, "sections": sections, "problem": ""}


async def _materials(visit: Visit, who: Member, record: Record) -> Materials:
    form = await visit.form(_MOST)
    base = await conflicts.base_of(visit, record, form.fields.get("revision", str(record.revision)))
    made = draft(base, record.character, form.fields)
    turns = _turns(form.fields.get("turns", ""))
    tried = replace(record, character=made.character)
    return await visit.scan(_gathered, visit, who, tried, turns)


def _gathered(db: Transaction, visit: Visit, who: Member, record: Record, turns: list[Turn]) -> Materials:
    return asides.gather(db, visit.house.catalogue, who.caller, record, turns, None)


def _turns(sent: str) -> list[Turn]:
    """What was said so far; raises BadValue for anything else."""
    try:
        return msgspec.convert(json.loads(sent or "[]"), list[Turn])
    except (ValueError, msgspec.ValidationError, RecursionError):
        raise BadValue("turns", "must be what was said") from None


async def _blank(visit: Visit, who: Member) -> Record:
    """A character without anything, under an id that nothing has."""
    return await visit.read(_nobody, who)


def _nobody(db: Transaction, who: Member) -> Record:
    made = blank_record(who.account_id, who.handle, db.now)
    return replace(made, character_id=db.new_id(), character=Character())
