"""Revisions of a character: its history, what it once was, what changed between two of them, and going back."""

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from greenroom.characters import Transaction, store
from greenroom.characters import revisions as history
from greenroom.characters.knowledge import Lorebook
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import next_link, one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.native import canonical, wire
from greenroom.dialects.native.characters import NAME, ONE, PAGE, change, identity
from greenroom.dialects.native.shapes import LAYERS
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.structs import differing_paths
from greenroom.problems import NotFound

_NEWEST = 2**31 - 1
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class _Age(Struct, array_like=True):
    before: int


async def revisions(call: Call, who: Reader) -> Response:
    """The history of a character, newest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    record = await call.read(call.house.catalogue.get, who, identity(call))
    cursor = read_cursor(call.house.signer, _Age, NAME, one_of(query, "cursor", ""), record.character_id)
    found = await call.scan(history.newest, record, cursor.before if cursor else _NEWEST, most + 1)
    following = None
    if len(found) > most:
        following = call.house.signer.sign(NAME, _Age(found[most - 1].revision), record.character_id)
    items = [_show(one) for one in found[:most]]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def get(call: Call, who: Reader) -> Response:
    """What a character was at a revision."""
    number = _number(call)

    def read(db: Transaction) -> dict[str, Any]:
        record = call.house.catalogue.get(db, who, identity(call))
        made = history.newest(db, record, number + 1, 1)
        return _show(made[0]) | {"character": _shown(db, record, number)} if made else {}

    found = await call.scan(read)
    if found.get("revision") != number:
        raise NotFound("revision", str(number))
    return json_answer(found)


async def diff(call: Call, who: Reader) -> Response:
    """What is otherwise at a revision than at the one before it, or at another; 0 is before everything."""
    number = _number(call)
    since = whole_number("from", one_of(call.query(), "from", str(number - 1)), 0, _NEWEST)

    def read(db: Transaction) -> tuple[Character, Character]:
        record = call.house.catalogue.get(db, who, identity(call))
        return (_shown(db, record, since) if since else Character()), _shown(db, record, number)

    one, other = await call.scan(read)
    return json_answer({"from": since, "to": number, "changes": [*_changes(one, other)]})


async def restore(call: Call, who: Writer) -> Response:
    """Make a character what it was at a revision, as a new revision; live at once, if it ever was live."""
    number, catalogue = _number(call), call.house.catalogue
    return await change(call, who, lambda db, record: catalogue.restore(db, who, record, number))


def _number(call: Call) -> int:
    """The revision in the path; raises NotFound for what can be none."""
    text = call.values["revision"]
    if not _NUMBER.fullmatch(text):
        raise NotFound("revision", text)
    return int(text)


def _shown(db: Transaction, record: Record, number: int) -> Character:
    """The working copy as it was, as it is encoded; raises NotFound."""
    found = history.find(db, record, number)
    if found is None:
        raise NotFound("revision", str(number))
    return canonical.shown(store.load_lists(db, replace(record, character=found)).character)


def _show(one: history.Revision) -> dict[str, Any]:
    return {
        "revision": one.revision,
        "created_at": rfc3339(one.created_at),
        "via": one.via,
        "key_id": one.key_id,
        "changed": one.changed.split(),
    }


def _changes(one: Character, other: Character) -> Iterator[dict[str, Any]]:
    for path in differing_paths(one, other, (Lorebook,)):
        old, new = (attrgetter(path)(character) for character in (one, other))
        if path not in LAYERS:
            yield {"path": path, "old": old, "new": new}
            continue
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name):
                yield {"path": f"{path}.{name}", "old": old.get(name), "new": new.get(name)}


_FROM = (
    Query(
        "from",
        {"type": "integer", "minimum": 0, "maximum": _NEWEST},
        "The other revision; the one before, unless said.",
    ),
)
_REVISION = f"{ONE}/revisions/{{revision}}"

ROUTES = (
    Route("GET", f"{ONE}/revisions", revisions, None, wire.Revisions, PAGE, tag="revisions"),
    Route("GET", _REVISION, get, None, wire.WholeRevision, tag="revisions"),
    Route("GET", f"{_REVISION}/diff", diff, None, wire.Difference, _FROM, tag="revisions"),
    Route("POST", f"{_REVISION}/restore", restore, None, wire.Character, tag="revisions"),
)
