"""Telling: which section a story has come to, and what a character is to make of it.

A story begins with its start section, and goes to where triggers lead that the client said have happened. A decision is
the model's: it is told what leads where, and goes on with the story as the conversation goes.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from greenroom.characters import Transaction
from greenroom.characters.codecs import Context
from greenroom.characters.model import Record as CharacterRecord
from greenroom.dialects.convai.neighbours.narrative.story import DRIVEN, START, Kind, shelf_of
from greenroom.dialects.convai.translate import LENS
from greenroom.records import store as records

Sections = dict[str, dict[str, Any]]
_NOWHERE = Context("")


def tell(db: Transaction, of: CharacterRecord, happened: Iterable[str], just: Iterable[str]) -> Iterator[str]:
    """What is to happen now, in sentences for a prompt; nothing where no story drives the character.

    `happened` are the names of triggers, oldest first, `just` the newest of them, which are told of once.
    """
    if not LENS.shown(DRIVEN, of, _NOWHERE):
        return
    triggers, sections = _by_name(db, of), _documents(db, of, "section")
    yield from (said for name in just if (said := triggers.get(name, {}).get("trigger_message")))
    at = _at(of, sections, triggers, happened)
    if at is not None:
        yield from _section(sections, sections[at])


def current(db: Transaction, of: CharacterRecord, happened: Iterable[str]) -> str | None:
    """The id of the section that a story has come to; None where it begins nowhere."""
    return _at(of, _documents(db, of, "section"), _by_name(db, of), happened)


def _at(of: CharacterRecord, sections: Sections, triggers: Sections, happened: Iterable[str]) -> str | None:
    at = LENS.shown(START, of, _NOWHERE)
    for name in happened:
        at = triggers.get(name, {}).get("destination_section") or at
    return at if at in sections else None


def _section(sections: Sections, section: dict[str, Any]) -> Iterator[str]:
    name, objective = section.get("section_name", "").strip(), section.get("objective", "").strip()
    if name or objective:
        yield f"Now in the story: {': '.join(part for part in (name, objective) if part)}"
    for one in section.get("decisions") or []:
        following = sections.get(one["next_section_id"], {})
        objective = following.get("objective") or following.get("section_name")
        if objective:
            yield f"If this comes about – {one['criteria']} –, go on with: {objective}"


def _by_name(db: Transaction, of: CharacterRecord) -> Sections:
    return {one["trigger_name"]: one for one in _documents(db, of, "trigger").values()}


def _documents(db: Transaction, of: CharacterRecord, kind: Kind) -> Sections:
    on = shelf_of(of.account_id, kind, of.character_id)
    return {one.record_id: one.document for one in records.all_on(db, on)}
