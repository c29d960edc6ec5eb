"""Plots: whether a story drives its character, where it begins, and where it is."""

from typing import Any

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import fields, flag, related_id, text
from greenroom.dialects.convai.errors import missing
from greenroom.dialects.convai.finding import own
from greenroom.dialects.convai.neighbours.interaction import sessions
from greenroom.dialects.convai.neighbours.narrative import story, telling
from greenroom.dialects.convai.neighbours.narrative.story import DRIVEN, START, Story
from greenroom.dialects.convai.requests import Said, decide
from greenroom.dialects.convai.translate import LENS, NAME
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Writer
from greenroom.http.answers import json_answer
from greenroom.records import store as records


async def toggle(call: Call, who: Writer) -> Response:
    """Say whether the story drives the character."""
    body = await fields(call)
    if body.get(DRIVEN) is None:
        raise missing(DRIVEN)
    driven = flag(body, DRIVEN)
    await story.write(call, who, body, lambda db, of: put(db, call, who, of, {DRIVEN: driven}))
    return story.done()


async def update_start(call: Call, who: Writer) -> Response:
    """Say where the story begins; null or a blank is nowhere."""
    body = await fields(call)
    section = text(body, START, default="")

    def change(db: Transaction, of: Story) -> None:
        if section:
            records.get(db, of.sections, section)
        put(db, call, who, of, {START: section})

    await story.write(call, who, body, change)
    return story.done()


async def current(call: Call, who: Reader) -> Response:
    """The section that a session has come to; the one that the story begins with where there is no such session."""
    body = await fields(call)
    identity, session = related_id(body), text(body, "session_id")

    def look(db: Transaction) -> str | None:
        record = own(db, call, who, identity)
        return telling.current(db, record, sessions.happened(db, who, record.character_id, session))

    return json_answer({"STATUS": "Successful", "section_id": await call.read(look)})


def start(call: Call, of: Story) -> str | None:
    """The section that a story begins with."""
    found: str | None = LENS.shown(START, of.character, call.house.context)
    return found


def put(db: Transaction, call: Call, who: Caller, of: Story, said: dict[str, Any]) -> None:
    """Change fields of the character."""
    context = call.house.context
    call.house.catalogue.change(db, who, of.character, lambda one: decide(Said(said, {}), context, one), NAME)
