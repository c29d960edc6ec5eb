"""The editor's pages: a new character, and one that is there. What is wrong stands beside its field, and nothing is lost."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from starlette.responses import Response

from greenroom.characters import Transaction, standings
from greenroom.characters.edits import Edit
from greenroom.characters.model import Character, Record
from greenroom.dialects.native import canonical
from greenroom.http.answers import json_answer
from greenroom.http.forms import Form
from greenroom.kit.structs import put_paths
from greenroom.problems import BadValue, RevisionMismatch, TooLarge, Withheld
from greenroom.studio.catalogue import catalogue, say
from greenroom.studio.editor import conflicts, trying, values
from greenroom.studio.editor.bounds import bounds
from greenroom.studio.editor.drafts import draft
from greenroom.studio.editor.fields import ITEMS, LEVELS, ROWS, SECTIONS, TOPICS
from greenroom.studio.editor.pictures import FIELD, picture_of
from greenroom.studio.own import owner
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

VIA = "studio"
_MOST = 16 * 1024 * 1024
_BLANK = Character()


class Shown(NamedTuple):
    """What the editor shows: the record that is there, if any, and what stands in the fields, which may be other.

    `kept` is a picture that was sent with them and is not the character's yet.
    """

    record: Record | None
    fields: Mapping[str, str]
    faults: Mapping[str, str] = {}
    picture: str = ""
    kept: str = ""
    conflict: conflicts.Conflict | None = None
    standing: standings.Standing | None = None


async def new(visit: Visit, who: Member) -> Response:
    """A character that nobody has made yet."""
    return _page(visit, Shown(None, values.shown(_BLANK)))


async def create(visit: Visit, who: Member) -> Response:
    """Make it; live at once."""
    form = await visit.form(_MOST)
    made = draft(_BLANK, _BLANK, form.fields)
    faults = dict(made.faults)
    if not made.character.name.strip():
        faults.setdefault("name", say("editor.needs_name"))
    character, picture = await _pictured(visit, who, form, made.character, faults)
    if faults:
        return _faulty(visit, Shown(None, _written(_BLANK, form), faults, picture, picture), 400)
    record = await visit.write(visit.house.catalogue.create, who.caller, character, VIA)
    where = f"/characters/{record.character_id}/edit"
    return json_answer({"location": where}) if visit.in_part else visit.lead(where, say("editor.created"))


async def edit(visit: Visit, who: Member) -> Response:
    """A character that is there."""
    record = await owner.whole(visit, who)
    standing = await visit.read(standings.standing, record)
    shown = Shown(record, values.shown(record.character), picture=record.character.avatar, standing=standing)
    return _page(visit, shown)


async def save(visit: Visit, who: Member) -> Response:
    """Save what was changed; what somebody else changed meanwhile is shown beside it first."""
    form = await visit.form(_MOST)
    record = await owner.whole(visit, who)
    base = await conflicts.base_of(visit, record, form.fields.get("revision", ""))
    made = draft(base, record.character, form.fields)
    if base is not record.character:
        return await _conflict(visit, who, record, conflicts.between(base, record.character, made), form)
    faults = dict(made.faults)
    if "name" in made.changed and not made.character.name.strip():
        faults.setdefault("name", say("editor.needs_name"))
    if "name" in made.changed and not made.character.name.strip():
        faults.setdefault("name", say("editor.needs_name"))
    character, picture = await _pictured(visit, who, form, made.character, faults)
    if faults:
        kept = picture if picture != record.character.avatar else ""
        shown = Shown(record, _written(record.character, form), faults, picture, kept)
        return _faulty(visit, shown, 400)
    try:
        saved = await _saved(visit, who, record, character)
    except Withheld as problem:
        shown = Shown(
            record, _written(record.character, form), {"visibility": str(problem)}, picture, picture
        )
        return _faulty(visit, shown, 403)
    except RevisionMismatch:  # by somebody who was quicker by less than this
        now = await owner.whole(visit, who)
        return await _conflict(
            visit, who, now, conflicts.between(record.character, now.character, made), form
        )
    if visit.in_part:
        return json_answer({"revision": saved.revision, "picture": saved.character.avatar})
    return visit.lead(f"/characters/{record.character_id}/edit", say("editor.saved"))


async def _saved(visit: Visit, who: Member, seen: Record, character: Character) -> Record:
    changes = canonical.changes_of(seen.character, character)

    def plan(now: Record) -> Edit:
        if now.revision != seen.revision:
            raise RevisionMismatch
        return canonical.edit_of(changes)

    return await visit.write(partial(_change, visit, who, seen, plan))


def _change(visit: Visit, who: Member, seen: Record, plan: Any, db: Transaction) -> Record:
    return visit.house.catalogue.change(db, who.caller, seen, plan, VIA)


async def _pictured(
    visit: Visit, who: Member, form: Form, character: Character, faults: dict[str, str]
) -> tuple[Character, str]:
    """The character with the picture that was sent, and that; what is wrong with one is a fault."""
    try:
        picture = await picture_of(visit, who, form)
    except BadValue as problem:
        faults[FIELD] = problem.why
        picture = None
    except TooLarge as problem:
        faults[FIELD] = str(problem)
        picture = None
    if picture is None:
        return character, character.avatar
    return put_paths(character, {"avatar": picture}), picture


def _written(base: Character, form: Form) -> dict[str, str]:
    """What stood in the fields."""
    return {**values.shown(base), **values.with_topics(base, form.fields)}


async def _conflict(
    visit: Visit, who: Member, record: Record, conflict: conflicts.Conflict, form: Form
) -> Response:
    """Both: in the fields what was written, where it was, and beside them what somebody else did."""
    if visit.in_part:
        return json_answer({"conflict": True}, 409)
    now, sent = record.character, values.with_topics(record.character, form.fields)
    written = {**values.shown(now), **{path: sent[path] for path in conflict.mine if path in sent}}
    faults: dict[str, str] = {}
    _, picture = await _pictured(visit, who, form, now, faults)
    kept = picture if picture != now.avatar else ""
    return _page(visit, Shown(record, written, faults, picture, kept, conflict), 409)


def _faulty(visit: Visit, shown: Shown, status: int) -> Response:
    if visit.in_part:
        return json_answer({"faults": shown.faults}, status)
    return _page(visit, shown, status)


def _page(visit: Visit, shown: Shown, status: int = 200) -> Response:
    record = shown.record
    return visit.page(
        "editor/editor.html",
        status,
        shown=shown,
        record=record,
        action=f"/characters/{record.character_id}/edit" if record else "/characters/new",
        own_tabs=owner.tabs(record) if record else [],
        sections=SECTIONS,
        items=ITEMS,
        topics=TOPICS,
        levels=LEVELS,
        chosen=values.topics_of(shown.fields),
        bounds=bounds(),
        hints=_hints(),
        models=visit.house.models.aliases,
    )


@cache
def _hints() -> Mapping[str, str]:
    """What stands beneath fields, by path; not every field needs a hint."""
    named = {path: f"editor.h_{path.replace('.', '_')}" for path in ROWS}
    return {path: catalogue()[name] for path, name in named.items() if name in catalogue()}


PAGES = (
    Page("GET", "/characters/new", new),
    Page("POST", "/characters/new", create),
    Page("GET", "/characters/{character_id}/edit", edit),
    Page("POST", "/characters/{character_id}/edit", save),
    Page("POST", "/characters/new/try", trying.try_new),
    Page("POST", "/characters/new/weigh", trying.weigh_new),
    Page("POST", "/characters/{character_id}/edit/try", trying.try_one),
    Page("POST", "/characters/{character_id}/edit/weigh", trying.weigh_one),
)
