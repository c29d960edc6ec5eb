"""Files that are kept as they came: pictures of moods and personas, groups and what was said in them.

GET /v1/kept-files  all of them, or those that go with a character
"""

from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.characters import Transaction
from greenroom.characters.codecs import media_link
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import PAGE
from greenroom.dialects.native.shelves import kept_files
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.ids import is_uuid
from greenroom.problems import NotFound
from greenroom.records import store as records
from greenroom.records.model import Record

_PURPOSE = "native kept files"


class _Cursor(Struct, array_like=True):
    scope: str
    after: str


async def list_kept_files(call: Call, who: Reader) -> Response:
    """Files that are kept as they came, those of no character first; with `character`, those of one."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), who.account_id)
    character = one_of(query, "character", "")
    if "character" in query and not is_uuid(character):
        raise NotFound("character", character)
    found = await call.scan(_files, call, who, character, cursor or _Cursor("", ""), most + 1)
    page, following = page_of(
        call,
        found,
        most,
        _PURPOSE,
        lambda last: _Cursor(last["character"] or "", last["path"]),
        who.account_id,
    )
    return json_answer({"items": page, "next_cursor": following}, headers=next_link(call, following))


def _files(
    db: Transaction, call: Call, who: Caller, character: str, cursor: _Cursor, most: int
) -> list[dict[str, Any]]:
    shelf = kept_files(who.account_id, character)
    if character:
        found = records.all_on(db, shelf, after=cursor.after, most=most)
    else:
        found = records.in_all_scopes(db, shelf, cursor.scope, cursor.after, most)
    return [_file(db, call, who, one) for one in found]


def _file(db: Transaction, call: Call, who: Caller, record: Record) -> dict[str, Any]:
    """A file; without an address where somebody deleted its bytes among the assets."""
    kept = assets.is_kept(db, who.account_id, record.document["asset"])
    return {
        "path": record.record_id,
        "kind": record.document["kind"],
        "character": record.scope or None,
        "name": record.document["name"],
        "asset": record.document["asset"],
        "url": media_link(record.document["asset"], call.house.context) if kept else None,
        "created_at": rfc3339(record.created_at),
    }


_WHOSE = Query("character", {"type": "string", "format": "uuid"}, "Only what goes with this character.")

ROUTES = (
    Route("GET", "/v1/kept-files", list_kept_files, None, wire.KeptFiles, (*PAGE, _WHOSE), tag="lorebooks"),
)
