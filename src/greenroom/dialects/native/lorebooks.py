"""Lorebooks that came without a character: to be seen, and given to characters.

GET    /v1/lorebooks                     those that stand alone
GET    /v1/lorebooks/{lorebook_id}       one of them, whole, as V3 writes it
DELETE /v1/lorebooks/{lorebook_id}
POST   /v1/lorebooks/{lorebook_id}/give  a copy of it becomes a character's
"""

import re
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.cards.imported import FoundBook
from greenroom.cards.lorebook import SURFACE, read_book
from greenroom.characters import Transaction
from greenroom.characters.edits import Edit
from greenroom.characters.knowledge import Lorebook
from greenroom.characters.model import Record as Character
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import PAGE, show
from greenroom.dialects.native.shelves import lorebook_id as id_of
from greenroom.dialects.native.shelves import lorebooks
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.structs import put_paths
from greenroom.problems import BadValue, NotFound
from greenroom.records import store as records
from greenroom.records.model import Record

_ID = re.compile(r"[0-9a-f]{32}")
_PURPOSE = "native lorebooks"


class _Cursor(Struct, array_like=True):
    after: str


async def list_lorebooks(call: Call, who: Reader) -> Response:
    """Lorebooks of the account that belong to no character, in an order of their own."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), who.account_id)
    after = cursor.after if cursor else ""
    found = await call.scan(
        lambda db: records.all_on(db, lorebooks(who.account_id), after=after, most=most + 1)
    )
    page, following = page_of(
        call, found, most, _PURPOSE, lambda last: _Cursor(last.record_id), who.account_id
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


_ONE = "/v1/lorebooks/{lorebook_id}"

ROUTES = (
    Route("GET", "/v1/lorebooks", list_lorebooks, None, wire.KeptLorebooks, PAGE, tag="lorebooks"),
    Route("GET", _ONE, get_lorebook, None, wire.WholeKeptLorebook, tag="lorebooks"),
    Route("DELETE", _ONE, delete_lorebook, None, wire.Deleted, tag="lorebooks"),
    Route("POST", f"{_ONE}/give", give_lorebook, wire.Giving, wire.Character, tag="lorebooks"),
)
