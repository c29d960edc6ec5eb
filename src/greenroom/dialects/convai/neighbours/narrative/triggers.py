"""Triggers: what is kept of them, how they are shown, and the operations."""

from typing import Any

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import fields, structure, text
from greenroom.dialects.convai.neighbours.narrative import story, wire
from greenroom.dialects.convai.neighbours.narrative.story import Story
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Writer
from greenroom.http.answers import json_answer
from greenroom.problems import AlreadyExists, BadValue
from greenroom.records import store as records
from greenroom.records.model import Record, Shelf

_BLANK: dict[str, Any] = {
    "trigger_name": "",
    "trigger_message": "",
    "destination_section": None,
    "node_position": [],
}


async def create(call: Call, who: Writer) -> Response:
    """Make a trigger."""
    body = await fields(call)
    said = {
        "trigger_name": text(body, "trigger_name"),
        "trigger_message": text(body, "trigger_message", default=""),
        "destination_section": text(body, "destination_section", "desgination_section", default="") or None,
    }
    return await story.create(call, who, body, lambda db, of: _show(_put(db, of.triggers, db.new_id(), said)))


async def get(call: Call, who: Reader) -> Response:
    """One trigger."""
    return json_answer(_show(await story.one(call, who, "trigger")))


async def list_all(call: Call, who: Reader) -> Response:
    """All triggers of a character, oldest first."""
    return json_answer([_show(one) for one in await story.all_of(call, who, "trigger")])


async def update(call: Call, who: Writer) -> Response:
    """Change a trigger."""
    body = await fields(call)
    trigger = text(body, "trigger_id")
    said = story.said(structure(body, "updated_data"), wire.TriggerData, "updated_data")

    def change(db: Transaction, of: Story) -> None:
        _put(db, of.triggers, trigger, records.get(db, of.triggers, trigger).document | said)

    await story.write(call, who, body, change)
    return story.done("Trigger updated successfully")


async def delete(call: Call, who: Writer) -> Response:
    """Remove a trigger."""
    body = await fields(call)
    trigger = text(body, "trigger_id")
    await story.write(call, who, body, lambda db, of: records.delete(db, of.triggers, trigger))
    return story.done("Trigger deleted successfully")


def _put(db: Transaction, on: Shelf, trigger_id: str, document: dict[str, Any]) -> Record:
    """A trigger, made or replaced; raises BadValue for a blank name and AlreadyExists for one that another has."""
    name = document["trigger_name"]
    if not name.strip():
        raise BadValue("trigger_name", "must not be blank")
    others = (one for one in records.all_on(db, on) if one.record_id != trigger_id)
    if any(one.document["trigger_name"] == name for one in others):
        raise AlreadyExists("Trigger", name)
    return records.put(db, on, trigger_id, document)


def _show(trigger: Record) -> dict[str, Any]:
    return {"character_id": trigger.scope, "trigger_id": trigger.record_id} | _BLANK | trigger.document
