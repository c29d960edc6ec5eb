"""Sections: what is kept of them, how they are shown, and the operations."""

from typing import Any

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import fields, structure, text
from greenroom.dialects.convai.neighbours.narrative import plot, references, story, wire
from greenroom.dialects.convai.neighbours.narrative.story import START, Story
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Writer
from greenroom.http.answers import json_answer
from greenroom.records import store as records
from greenroom.records.model import Record, Shelf

_BLANK: dict[str, Any] = {
    "objective": "",
    "decisions": None,
    "parents": None,
    "updated_character_data": {},
    "bt_constants": "",
    "behavior_tree_code": "",
    "section_name": "",
    "triggers": None,
    "node_position": [],
}


async def create(call: Call, who: Writer) -> Response:
    """Make a section."""
    body = await fields(call)
    said = {name: text(body, name) for name in ("section_name", "objective")}

    def make(db: Transaction, of: Story) -> Any:
        return {"section_id": records.put(db, of.sections, db.new_id(), said).record_id}

    return await story.create(call, who, body, make)


async def edit(call: Call, who: Writer) -> Response:
    """Change a section."""
    body = await fields(call)
    section, sent = text(body, "section_id"), structure(body, "updated_data", "updated_character_data")
    said = story.said(sent, wire.SectionData, "updated_data")
    await story.write(call, who, body, lambda db, of: change(db, of.sections, section, said))
    return json_answer({"status": "success", "section_id": section, "updated_data": sent})


async def get(call: Call, who: Reader) -> Response:
    """One section."""
    return json_answer(_show(await story.one(call, who, "section")))


async def list_all(call: Call, who: Reader) -> Response:
    """All sections of a character, oldest first."""
    return json_answer([_show(one) for one in await story.all_of(call, who, "section")])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a section; what led there leads nowhere, and a story that begins there begins nowhere."""
    body = await fields(call)
    section = text(body, "section_id")

    def remove(db: Transaction, of: Story) -> None:
        records.delete(db, of.sections, section)
        references.forget(db, of, section)
        if plot.start(call, of) == section:
            plot.put(db, call, who, of, {START: ""})

    await story.write(call, who, body, remove)
    return story.done()


def change(db: Transaction, on: Shelf, section_id: str, said: dict[str, Any]) -> None:
    """Change what is said of a section; raises NotFound."""
    records.put(db, on, section_id, records.get(db, on, section_id).document | said)


def _show(section: Record) -> dict[str, Any]:
    return {"character_id": section.scope, "section_id": section.record_id} | _BLANK | section.document
