"""Decisions: what leads from one section to another. They are kept in the section that they lead from."""

from typing import Any

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import fields, structure, text
from greenroom.dialects.convai.neighbours.narrative import sections, story, wire
from greenroom.dialects.convai.neighbours.narrative.story import Body, Story
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Writer
from greenroom.problems import NotFound
from greenroom.records import store as records

Decisions = list[dict[str, Any]]


async def add(call: Call, who: Writer) -> Response:
    """Let a section lead to another."""
    body = await fields(call)
    one = {"criteria": text(body, "criteria"), "next_section_id": text(body, "to_section_id")}
    one |= story.said({name: body[name] for name in ("priority",) if name in body}, wire.DecisionData, "")

    def change(db: Transaction, of: Story) -> None:
        records.get(db, of.sections, one["next_section_id"])
        _put(db, of, body, [*_all(db, of, body), one])

    await story.write(call, who, body, change)
    return story.done()


async def edit(call: Call, who: Writer) -> Response:
    """Change what leads from a section to another: to `updated_data`, or without it to what the body itself says."""
    body = await fields(call)
    is_apart = body.get("updated_data") is not None
    sent = structure(body, "updated_data") if is_apart else body
    said = story.said(sent, wire.DecisionData, "updated_data" if is_apart else "")
    criteria = text(body, "criteria", default="") if is_apart else ""

    def change(db: Transaction, of: Story) -> None:
        before, at = _place(db, of, body, criteria)
        _put(db, of, body, [*before[:at], before[at] | said, *before[at + 1 :]])

    await story.write(call, who, body, change)
    return story.done()


async def delete(call: Call, who: Writer) -> Response:
    """Let a section lead to another no more; `criteria` tells several ways apart."""
    body = await fields(call)
    criteria = text(body, "criteria", default="")

    def change(db: Transaction, of: Story) -> None:
        before, at = _place(db, of, body, criteria)
        _put(db, of, body, [*before[:at], *before[at + 1 :]])

    await story.write(call, who, body, change)
    return story.done()


def _all(db: Transaction, of: Story, body: Body) -> Decisions:
    return records.get(db, of.sections, text(body, "from_section_id")).document.get("decisions") or []


def _put(db: Transaction, of: Story, body: Body, decisions: Decisions) -> None:
    sections.change(db, of.sections, text(body, "from_section_id"), {"decisions": decisions})


def _place(db: Transaction, of: Story, body: Body, criteria: str) -> tuple[Decisions, int]:
    """The decisions of a section, and where among them the one is that leads to the other."""
    decisions, target = _all(db, of, body), text(body, "to_section_id")
    for at, one in enumerate(decisions):
        if one["next_section_id"] == target and criteria in {"", one["criteria"]}:
            return decisions, at
    raise NotFound("decision", target)
