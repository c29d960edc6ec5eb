"""Lorebooks that came without a character, and files that are kept as they came: to be seen, and given to characters.

GET    /v1/lorebooks                     those that stand alone
GET    /v1/lorebooks/{lorebook_id}       one of them, whole, as V3 writes it
DELETE /v1/lorebooks/{lorebook_id}
POST   /v1/lorebooks/{lorebook_id}/give  a copy of it becomes a character's
GET    /v1/kept-files                    pictures of moods and personas, groups and what was said in them
"""

import re
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.cards.imported import FoundBook
from greenroom.cards.lorebook import SURFACE, read_book
from greenroom.characters import Transaction
from greenroom.characters.codecs import media_link
from greenroom.characters.edits import Edit
from greenroom.characters.knowledge import Lorebook
from greenroom.characters.model import Record as Character
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import PAGE, show
from greenroom.dialects.native.shelves import kept_files, lorebooks
from greenroom.dialects.native.shelves import lorebook_id as id_of
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.ids import is_uuid
from greenroom.kit.structs import put_paths
from greenroom.problems import BadValue, NotFound
from greenroom.records import store as records
from greenroom.records.model import Record

_ID = re.compile(r"[0-9a-f]{32}")
_BOOKS, _FILES = "native lorebooks", "native kept files"


class _Cursor(Struct, array_like=True):
    scope: str
    after: str


async def list_lorebooks(call: Call, who: Reader) -> Response:
    """Lorebooks of the account that belong to no character, in an order of their own."""
    most, cursor = _wanted(call, who, _BOOKS)
    found = await call.scan(
        lambda db: records.all_on(db, lorebooks(who.account_id), after=cursor.after, most=most + 1)
    )
    page, following = page_of(
        call, found, most, _BOOKS, lambda last: _Cursor("", last.record_id), who.account_id
    )
    items = [_shown(one) for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def get_lorebook(call: Call, who: Reader) -> Response:
    """One of them, whole."""
    found = await call.scan(_find, who, call.values["lorebook_id"])
    return json_answer({**_shown(found), "book": found.document["book"]})


async def delete_lorebook(call: Call, who: Writer) -> Response:
    """Forget a lorebook; characters that it was given to keep theirs."""
    lorebook_id = call.values["lorebook_id"]

    def remove(db: Transaction) -> None:
        records.delete(db, lorebooks(who.account_id), _find(db, who, lorebook_id).record_id)

    await call.write(remove)
    return json_answer({"id": lorebook_id, "deleted": True})


async def give_lorebook(call: Call, who: Writer) -> Response:
    """Let a character have a copy of a lorebook as its own, in place of the one that it had."""
    wanted = convert(await call.json(), wire.Giving).character

    def give(db: Transaction) -> Character:
        book = read_book(_find(db, who, call.values["lorebook_id"]).document["book"], [])
        try:
            record = call.house.catalogue.get(db, who, wanted)
        except NotFound:
            raise BadValue("character", "is no character of this account") from None
        return call.house.catalogue.change(db, who, record, lambda _: giving(book), SURFACE)

    record = await call.write(give)
    return Answer(await call.view("native", record, lambda whole: show(call, whole)))


def keep_book(
    db: Transaction, account_id: str, book: FoundBook, name: str, sha256: str, file: str
) -> tuple[str, bool]:
    """Keep a lorebook of a file, which is called so, by itself: its id, and whether it is new here."""
    lorebook_id = id_of(sha256, book.place)
    document = {"name": name, "format": book.format, "file": file, "book": dict(book.book)}
    return lorebook_id, records.ensure(db, lorebooks(account_id), lorebook_id, document)


def giving(book: Lorebook | None) -> Edit:
    """The edit that makes a lorebook a character's."""
    return lambda copy: put_paths(copy.character, {"knowledge.lorebook": book})


async def list_kept_files(call: Call, who: Reader) -> Response:
    """Files that are kept as they came, those of no character first; with `character`, those of one."""
    most, cursor = _wanted(call, who, _FILES)
    query = call.query()
    character = one_of(query, "character", "")
    if "character" in query and not is_uuid(character):
        raise NotFound("character", character)
    found = await call.scan(_files, call, who, character, cursor, most + 1)
    page, following = page_of(
        call, found, most, _FILES, lambda last: _Cursor(last["character"] or "", last["path"]), who.account_id
    )
    return json_answer({"items": page, "next_cursor": following}, headers=next_link(call, following))


def _wanted(call: Call, who: Caller, purpose: str) -> tuple[int, _Cursor]:
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, purpose, one_of(query, "cursor", ""), who.account_id)
    return most, cursor or _Cursor("", "")


def _find(db: Transaction, who: Caller, lorebook_id: str) -> Record:
    found = records.find(db, lorebooks(who.account_id), lorebook_id) if _ID.fullmatch(lorebook_id) else None
    if found is None:
        raise NotFound("lorebook", lorebook_id)
    return found


def _shown(record: Record) -> dict[str, Any]:
    return {
        "id": record.record_id,
        "created_at": rfc3339(record.created_at),
        "name": record.document["name"],
        "format": record.document["format"],
        "entries": len(record.document["book"].get("entries", ())),
    }


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


_ONE = "/v1/lorebooks/{lorebook_id}"
_WHOSE = Query("character", {"type": "string", "format": "uuid"}, "Only what goes with this character.")

ROUTES = (
    Route("GET", "/v1/lorebooks", list_lorebooks, None, wire.KeptLorebooks, PAGE, tag="lorebooks"),
    Route("GET", _ONE, get_lorebook, None, wire.WholeKeptLorebook, tag="lorebooks"),
    Route("DELETE", _ONE, delete_lorebook, None, wire.Deleted, tag="lorebooks"),
    Route("POST", f"{_ONE}/give", give_lorebook, wire.Giving, wire.Character, tag="lorebooks"),
    Route("GET", "/v1/kept-files", list_kept_files, None, wire.KeptFiles, (*PAGE, _WHOSE), tag="lorebooks"),
)
