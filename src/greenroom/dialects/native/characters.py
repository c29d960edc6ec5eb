"""Characters as the catalogue sees them: whole, with their history, and with what each dialect says of them."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.cards.formats import EXPORTS
from greenroom.cards.reader import read as read_card
from greenroom.characters import Transaction, store
from greenroom.characters.catalogue import LAST
from greenroom.characters.codecs import media_link
from greenroom.characters.losses import Loss, losses
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import expect, is_known, tagged
from greenroom.dialects.kit.paging import next_link, one_of, read_cursor, whole_number
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.http.answers import Answer, json_answer, not_modified
from greenroom.http.bodies import json_file
from greenroom.kit.clock import rfc3339, system_clock
from greenroom.kit.ids import is_uuid
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadParameter, NotFound

NAME = "native"
_NEWEST = 2**31 - 1


class _Cursor(Struct, array_like=True):
    before: str


class _Age(Struct, array_like=True):
    before: int


async def list_own(call: Call, who: Reader) -> Response:
    """Own characters, newest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, NAME, one_of(query, "cursor", ""), who.account_id)
    records = await call.scan(call.house.catalogue.newest, who, most + 1, cursor.before if cursor else LAST)
    views = [await _view(call, record) for record in records[:most]]
    following = None
    if len(records) > most:
        following = call.house.signer.sign(NAME, _Cursor(records[most - 1].character_id), who.account_id)
    body = b'{"items":[%b],"next_cursor":%b}' % (b",".join(views), encode_json(following))
    return Answer(body, headers=next_link(call, following))


async def get(call: Call, who: Reader) -> Response:
    """One own character."""
    record = await call.read(call.house.catalogue.get, who, _id(call))
    if is_known(call, record):
        return not_modified([tagged(record)])
    return Answer(await _view(call, record), headers=[tagged(record)])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its conversations."""
    catalogue = call.house.catalogue
    unused = await call.write(lambda db: catalogue.delete(db, _locked(db, call, who)))
    await call.forget_media(unused)
    return json_answer({"id": _id(call), "deleted": True})


async def publish(call: Call, who: Writer) -> Response:
    """Make the working copy live at once."""
    return await _change(call, who, call.house.catalogue.publish)


async def share(call: Call, who: Writer) -> Response:
    """Give the character a share link, or show the one it has; it leads nowhere while the character is private."""
    return await _change(call, who, call.house.catalogue.share)


async def unshare(call: Call, who: Writer) -> Response:
    """Revoke the share link for good."""
    return await _change(call, who, call.house.catalogue.unshare)


async def revisions(call: Call, who: Reader) -> Response:
    """The history of a character, newest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    record = await call.read(call.house.catalogue.get, who, _id(call))
    cursor = read_cursor(call.house.signer, _Age, NAME, one_of(query, "cursor", ""), record.character_id)
    found = await call.scan(store.revisions, record, cursor.before if cursor else _NEWEST, most + 1)
    following = None
    if len(found) > most:
        following = call.house.signer.sign(NAME, _Age(found[most - 1].revision), record.character_id)
    items = [
        wire.Revision(one.revision, rfc3339(one.created_at), one.via, one.key_id, one.changed.split())
        for one in found[:most]
    ]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def export(call: Call, who: Reader) -> Response:
    """A character as a file of the card community; `format` is chara_card_v3 or chara_card_v2."""
    wanted = one_of(call.query(), "format", "chara_card_v3")
    if wanted not in EXPORTS:
        raise BadParameter("format", f"format must be one of {', '.join(EXPORTS)}")
    record = await call.read(call.house.catalogue.get, who, _id(call))
    whole = await call.scan(store.load_lists, record)
    return json_answer(EXPORTS[wanted](whole, call.house.context, exported_at=system_clock()).card)


async def import_card(call: Call, who: Writer) -> Response:
    """A new character from a character card of any generation, as JSON."""
    body = await call.body()
    reading = await call.work_over(lambda: read_card(json_file(body)))

    def make(db: Transaction) -> Made:
        record = call.house.catalogue.create(db, who, reading.character, "card")
        return Made(
            encode_json(show(call, record) | {"notes": [note._asdict() for note in reading.notes]}), 201
        )

    return await call.create(who, make)


def views(spoken: Iterable[Dialect]) -> Callable[[Call, Caller], Any]:
    """The handler that shows a character through these dialects, which all have lenses."""
    lenses = {dialect.name: dialect.lens for dialect in spoken if dialect.lens}
    shows = {dialect.name: dialect.show or dialect.lens.show for dialect in spoken if dialect.lens}
    remarks = {dialect.name: dialect.remarks for dialect in spoken}

    async def handler(call: Call, who: Reader) -> Response:
        """What each dialect shows of this character, what it cannot say, and what its vendor never had."""
        catalogue, context = call.house.catalogue, call.house.context

        def read(db: Transaction) -> dict[str, Record]:
            found = catalogue.get(db, who, _id(call), lists=True)
            own = {
                name: store.find_with_address(db, who.account_id, name, found.character_id) for name in lenses
            }
            return {name: store.load_lists(db, record) if record else found for name, record in own.items()}

        records = await call.scan(read)
        shown = {name: show_one(records[name], context) for name, show_one in shows.items()}
        return json_answer(
            {
                "views": shown,
                "losses": {name: _told(losses(lens, records[name])) for name, lens in lenses.items()},
                "remarks": {name: _told(remarks[name](view)) for name, view in shown.items()},
            }
        )

    return handler


def _told(said: Iterable[Loss]) -> list[dict[str, str]]:
    return [one._asdict() for one in said]


def show(call: Call, record: Record) -> dict[str, Any]:
    """The canonical view."""
    context = call.house.context
    return {
        "id": record.character_id,
        "revision": record.revision,
        "live_revision": record.live_revision,
        "created_at": rfc3339(record.created_at),
        "updated_at": rfc3339(record.updated_at),
        "share_url": f"{context.public_url}/c/{record.share_id}" if record.share_id else None,
        "message_count": record.message_count,
        "used_count": record.used_count,
        "avatar_url": media_link(record.character.avatar or "default", context),
        "character": record.character,
    }


def _id(call: Call) -> str:
    """The id in the path; raises NotFound for a text that is no id."""
    text = call.values["character_id"]
    if not is_uuid(text):
        raise NotFound("character", text)
    return text


def _locked(db: Transaction, call: Call, who: Caller) -> Record:
    """The character as it is now, if it is as the request wants it."""
    record = call.house.catalogue.get(db, who, _id(call))
    return expect(call, store.lock(db, record).record)


async def _view(call: Call, record: Record) -> bytes:
    return await call.view(NAME, record, lambda whole: show(call, whole))


async def _change(call: Call, who: Caller, verb: Callable[[Transaction, Record], Record]) -> Response:
    def unit(db: Transaction) -> Record:
        return verb(db, _locked(db, call, who))

    record = await call.write(unit)
    return Answer(await _view(call, record), headers=[tagged(record)])


_PAGE = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, "Page size."),
    Query(
        "cursor", {"type": "string", "format": "cursor"}, "Where the next page begins, from `next_cursor`."
    ),
)
_FORMAT = (Query("format", {"type": "string", "enum": list(EXPORTS)}, "The format of the file."),)
_ONE = "/v1/characters/{character_id}"

ROUTES = (
    Route("GET", "/v1/characters", list_own, None, wire.Characters, _PAGE, tag="characters"),
    Route("GET", _ONE, get, None, wire.Character, tag="characters"),
    Route("DELETE", _ONE, delete, tag="characters"),
    Route("POST", f"{_ONE}/publish", publish, None, wire.Character, tag="characters"),
    Route("POST", f"{_ONE}/share", share, None, wire.Character, tag="characters"),
    Route("DELETE", f"{_ONE}/share", unshare, None, wire.Character, tag="characters"),
    Route("GET", f"{_ONE}/revisions", revisions, None, wire.Revisions, _PAGE, tag="characters"),
    Route("GET", f"{_ONE}/export", export, query=_FORMAT, tag="characters"),
    Route(
        "POST",
        "/v1/imports",
        import_card,
        body=dict[str, Any],
        answer=wire.Imported,
        status=201,
        creates=True,
        tag="imports",
    ),
)
