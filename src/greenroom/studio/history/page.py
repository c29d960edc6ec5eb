"""The list of revisions, what one of them changed, and going back to it."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace
from starlette.responses import Response

from greenroom.characters import Transaction, revisions, store
from greenroom.characters.knowledge import Lorebook
from greenroom.characters.layer import LAYERS
from greenroom.characters.model import Character, Record
from greenroom.kit.json_values import encode_json
from greenroom.kit.structs import differing_paths
from greenroom.problems import NotFound
from greenroom.studio.catalogue import catalogue, say
from greenroom.studio.editor import values
from greenroom.studio.editor.fields import ROWS
from greenroom.studio.history import words_apart
from greenroom.studio.own import owner
from greenroom.studio.page.table import Member, Page
from greenroom.studio.page.visit import Visit

_MOST = 100
_NEWEST = 2**31 - 1


class Change(NamedTuple):
    """A field that differs, as pieces of text that were there before, that are now, or that are in both."""

    name: str
    pieces: tuple[words_apart.Piece, ...]


async def history(visit: Visit, who: Member) -> Response:
    """All revisions, the newest first."""
    record = await owner.read(visit, who)
    before = visit.query("before")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) < 10 else _NEWEST
    found = await visit.scan(revisions.newest, record, number, _MOST + 1)
    return visit.page(
        "history/history.html",
        record=record,
        own_tabs=owner.tabs(record),
        revisions=[(one, _names(one.changed)) for one in found[:_MOST]],
        more=found[_MOST - 1].revision if len(found) > _MOST else None,
    )


async def revision(visit: Visit, who: Member) -> Response:
    """What one revision changed, or with `to=now` what is otherwise since."""
    record, number = await owner.read(visit, who), _number(visit)
    since = visit.query("to") == "now"
    one, other = (number, record.revision) if since else (number - 1, number)
    before, after = await visit.scan(_both, record, one, other)
    return visit.page(
        "history/revision.html",
        record=record,
        own_tabs=owner.tabs(record),
        number=number,
        since=since,
        changes=[*_changes(before, after)],
    )


async def restore(visit: Visit, who: Member) -> Response:
    """Make it what it was."""
    number = _number(visit)
    record = await visit.write(partial(_restored, visit, who, number))
    return visit.lead(f"/characters/{record.character_id}/history", say("history.restored", number=number))


def _restored(visit: Visit, who: Member, number: int, db: Transaction) -> Record:
    record = owner.find(db, visit, who)
    return visit.house.catalogue.restore(db, who.caller, record, number)


def _number(visit: Visit) -> int:
    text = visit.values["revision"]
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound("revision", text)
    return int(text)


def _both(db: Transaction, record: Record, one: int, other: int) -> tuple[Character, Character]:
    return (_at(db, record, one) if one else Character()), _at(db, record, other)


def _at(db: Transaction, record: Record, number: int) -> Character:
    found = revisions.find(db, record, number)
    if found is None:
        raise NotFound("revision", str(number))
    return store.load_lists(db, replace(record, character=found)).character


def _changes(before: Character, after: Character) -> Iterator[Change]:
    """Field by field as the editor has them; then what it doesn't have."""
    for path, row in ROWS.items():
        old, new = values.value_of(path, before), values.value_of(path, after)
        if old != new:
            texts = (_readable(values.text_of(row, value), value) for value in (old, new))
            yield Change(_name(path), words_apart.pieces(*texts))
    for path in differing_paths(before, after, (Lorebook,)):
        top = path.partition(".")[0]
        if path not in ROWS and (top in LAYERS or not any(one.startswith(path) for one in ROWS)):
            named = say("history.elsewhere", path=path) if top in LAYERS else path
            yield Change(named, ())


def _readable(text: str, value: object) -> str:
    """Lists as a line for each item, not as JSON."""
    if not isinstance(value, tuple) or not value:
        return "" if text == "[]" else text
    items = (one if isinstance(one, str) else encode_json(one).decode() for one in value)
    return "\n".join(items)


def _names(changed: str) -> list[str]:
    return [_name(path) for path in changed.split()]


def _name(path: str) -> str:
    """What people call a field, or its path."""
    return catalogue().get(f"editor.f_{path.replace('.', '_')}", path)


PAGES = (
    Page("GET", "/characters/{character_id}/history", history),
    Page("GET", "/characters/{character_id}/history/{revision}", revision),
    Page("POST", "/characters/{character_id}/history/{revision}", restore),
)
