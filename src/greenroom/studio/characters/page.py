"""The list, and what is done with many at once."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from starlette.responses import Response

from greenroom.characters import Transaction
from greenroom.characters.edits import Edit
from greenroom.characters.model import Character, Record
from greenroom.kit.structs import put_paths
from greenroom.problems import BadValue, Problem
from greenroom.studio.catalogue import say
from greenroom.studio.characters import outgoing
from greenroom.studio.characters.listing import MOST, Asked, listed
from greenroom.studio.page.pictures import forget_pictures
from greenroom.studio.page.portraits import portrait
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit
from greenroom.studio.publishing.page import KINDS, set_visibility

_CHOSEN = "c."
_LONGEST_NAME = 100
_VIA = "studio"
_ACTS = (*KINDS, "collect", "export", "delete")

Act = Callable[[Transaction, Record], object]


async def characters(visit: Visit, who: Member) -> Response:
    """The list."""
    asked = _asked(visit)
    found = await visit.scan(listed, who.account_id, asked)
    return visit.page(
        "characters/characters.html",
        asked=asked,
        found=found,
        shown=[(record, portrait(record)) for record in found.records],
        kinds=KINDS,
        acts=_ACTS,
        href=lambda **other: _href(asked, **other),
        following=_href(asked, offset=asked.offset + MOST),
    )


async def bulk(visit: Visit, who: Member) -> Response:
    """Do something with all that are chosen; what can't be done with one is told, and stops no other."""
    form = await visit.form()
    chosen = [name.removeprefix(_CHOSEN) for name in form.fields if name.startswith(_CHOSEN)]
    wanted = form.fields.get("act", "")
    if not chosen:
        return visit.lead("/characters", say("characters.none_chosen"), "warm")
    if wanted == "export":
        return await outgoing.archive(visit, who, chosen)
    if wanted == "delete":
        return await _delete(visit, who, chosen, sure="sure" in form.fields)
    return await _change(visit, who, chosen, wanted, form.fields)


async def _change(
    visit: Visit, who: Member, chosen: list[str], wanted: str, fields: Mapping[str, str]
) -> Response:
    collection = fields.get("collection", "").strip()[:_LONGEST_NAME]
    if wanted in KINDS:
        verb: Act = lambda db, record: set_visibility(db, visit, who, record, wanted)  # noqa: E731 - one of two
        word = "characters.done_visibility"
    elif wanted == "collect" and collection:
        verb, word = _collecting(visit, who, collection), "characters.done_collect"
    else:
        raise BadValue("act", "is nothing that can be done")
    done, faults = await _each(visit, who, chosen, verb)
    return _told(visit, say(word, count=done), faults)


def _collecting(visit: Visit, who: Member, collection: str) -> Act:
    def edit(copy: Record) -> Character:
        there = copy.character.collections
        return put_paths(
            copy.character, {"collections": there if collection in there else (*there, collection)}
        )

    def plan(_: Record) -> Edit:
        return edit

    return lambda db, record: visit.house.catalogue.change(db, who.caller, record, plan, _VIA)


async def _delete(visit: Visit, who: Member, chosen: list[str], *, sure: bool) -> Response:
    if not sure:
        records = await visit.scan(_all, visit, who, chosen)
        return visit.page("characters/sure.html", records=records)
    unused: list[str] = []
    done, faults = await _each(
        visit, who, chosen, lambda db, record: unused.extend(visit.house.catalogue.delete(db, record))
    )
    await forget_pictures(visit, who, unused)
    return _told(visit, say("characters.done_delete", count=done), faults)


async def _each(visit: Visit, who: Member, chosen: list[str], verb: Act) -> tuple[int, list[str]]:
    """How many it was done with, and what kept it from being done with others."""
    done, faults = 0, []
    for character_id in chosen:
        name = character_id
        try:
            record = await visit.read(visit.house.catalogue.get, who.caller, character_id)
            name = record.character.name
            await visit.write(verb, record)
            done += 1
        except Problem as problem:
            faults.append(say("characters.not_done", name=name, why=str(problem)))
    return done, faults


def _all(db: Transaction, visit: Visit, who: Member, chosen: list[str]) -> list[Record]:
    """Those of the chosen that are still there."""
    found = []
    for character_id in chosen:
        try:
            found.append(visit.house.catalogue.get(db, who.caller, character_id))
        except Problem:  # deleted meanwhile, which is what is wanted
            continue
    return found


def _told(visit: Visit, done: str, faults: list[str]) -> Response:
    return visit.lead("/characters", " ".join([done, *faults]), "warm" if faults else "good")


def _asked(visit: Visit) -> Asked:
    kind, offset = visit.query("visibility"), visit.query("offset", "0")
    return Asked(
        visit.query("q").strip(),
        kind if kind in KINDS else "",
        visit.query("collection"),
        int(offset) if offset.isascii() and offset.isdecimal() and len(offset) < 7 else 0,
    )


def _href(asked: Asked, **other: object) -> str:
    said = {"q": asked.words, "visibility": asked.kind, "collection": asked.collection} | other
    kept = {name: value for name, value in said.items() if value}
    return f"/characters?{urlencode(kept)}" if kept else "/characters"


PAGES = (
    Page("GET", "/characters", characters),
    Page("POST", "/characters", bulk),
)
