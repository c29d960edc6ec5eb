"""The four operations, named like functions."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.ids import asset_of
from greenroom.assets.model import Asset
from greenroom.assets.pictures import prepare_picture
from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST, Edit
from greenroom.characters.codecs import media_link
from greenroom.characters.lens import read_layer
from greenroom.characters.model import Character, Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.kit.unknown import merge_unknown
from greenroom.dialects.roleplay import wire
from greenroom.dialects.roleplay.requests import Said, character_id, check, read_create, read_update
from greenroom.dialects.roleplay.translate import LENS, NAME
from greenroom.http.answers import Answer, json_answer, streamed_json
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue

_LARGEST_AVATAR = 5 * 1024 * 1024
_PAGE = 500
_MOST = 1000


async def create(call: Call, who: Writer) -> Response:
    """Create a character."""
    body = await call.json(long_texts=("avatar",))
    said = read_create(body, avatar_required=call.house.settings["roleplay.avatar_required"])
    if said.fault and said.fault.field == "name":
        raise said.fault
    picture = await _upload(call, who, said.patch.get("avatar"))
    if said.fault:
        raise said.fault

    def make(db: Transaction) -> Made:
        _keep(db, who, picture)
        patch = _with_picture(call, said.patch, picture)
        blank = call.house.catalogue.blank(db, who)
        character = LENS.put_unknown(LENS.put(patch, blank, call.house.context), said.unknown)
        record = call.house.catalogue.create(db, who, character, NAME)
        return Made(encode_json(_show(call, _share(call, db, record, said))))

    return await call.create(who, make)


async def list_all(call: Call, who: Reader) -> Response:
    """All characters of the key's account, newest first; with `limit` a page of them, with `id` one."""
    query = call.query()
    if "id" in query:
        record = await call.read(call.house.catalogue.get, who, character_id({}, query))
        return Answer(b'{"characters":[%b]}' % await _view(call, record))
    if "limit" in query or "cursor" in query:
        return await _page(call, who, query)
    return streamed_json(_all(call, who, await call.scan(call.house.catalogue.newest, who, _PAGE)))


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the body names, and no others."""
    body = await call.json(long_texts=("avatar",))
    identity = character_id(body, call.query())
    required = call.house.settings["roleplay.avatar_required"]
    record = await call.read(call.house.catalogue.get, who, identity)
    avatar = read_update(body, avatar_required=required).patch.get("avatar")
    unchanged = avatar is None or avatar == LENS.shown("avatar", record, call.house.context)
    picture = None if unchanged else await _upload(call, who, avatar)

    def change(db: Transaction) -> Record:
        _keep(db, who, picture)
        said = read_update(body, avatar_required=required)

        def plan(record: Record) -> Edit:
            patch = LENS.effective(_with_picture(call, said.patch, picture), record, call.house.context)
            patch = {name: check(name, value) for name, value in patch.items()}
            return lambda copy: _changed(call, copy, patch, said.unknown)

        record = call.house.catalogue.get(db, who, identity)
        return _share(call, db, call.house.catalogue.change(db, who, record, plan, NAME), said)

    return json_answer(_show(call, await call.write(change)))


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its conversations."""
    identity = character_id(await call.json(), call.query())

    def remove(db: Transaction) -> list[str]:
        return call.house.catalogue.delete(db, call.house.catalogue.get(db, who, identity))

    await call.forget_media(await call.write(remove))
    return json_answer({"success": True, "id": identity})


class _Cursor(Struct, array_like=True):
    before: str


async def _page(call: Call, who: Caller, query: dict[str, list[str]]) -> Response:
    most = whole_number("limit", one_of(query, "limit", "100"), 1, _MOST)
    cursor = read_cursor(call.house.signer, _Cursor, NAME, one_of(query, "cursor", ""), who.account_id)
    before = cursor.before if cursor else LAST
    records = await call.scan(call.house.catalogue.newest, who, most + 1, before)
    shown = [await _view(call, record) for record in records[:most]]
    following = None
    if len(records) > most:
        following = call.house.signer.sign(NAME, _Cursor(records[most - 1].character_id), who.account_id)
    return Answer(b'{"characters":[%b],"next_cursor":%b}' % (b",".join(shown), encode_json(following)))


async def _all(call: Call, who: Caller, records: list[Record]) -> AsyncIterator[bytes]:
    """The whole list, page by page, so that its length costs no memory."""
    yield b'{"characters":['
    comma = b""
    while records:
        for record in records:
            yield comma + await _view(call, record)
            comma = b","
        following = len(records) == _PAGE
        last = records[-1].character_id
        records = await call.scan(call.house.catalogue.newest, who, _PAGE, last) if following else []
    yield b"]}"


def _show(call: Call, record: Record) -> dict[str, Any]:
    return LENS.show(record, call.house.context)


async def _view(call: Call, record: Record) -> bytes:
    return call.house.views.render(NAME, record, lambda: _show(call, record))


def _changed(call: Call, copy: Record, patch: dict[str, Any], unknown: dict[str, Any]) -> Character:
    character = LENS.put(patch, copy, call.house.context)
    return LENS.put_unknown(character, merge_unknown(read_layer(character.unknown, NAME), unknown))


def _share(call: Call, db: Transaction, record: Record, said: Said) -> Record:
    if said.share and record.character.visibility != "private":
        return call.house.catalogue.share(db, record)
    return record


async def _upload(call: Call, who: Caller, avatar: Any) -> Asset | None:
    """The picture of a data URL, checked, made anew and stored; None when there is none to store."""
    if avatar is None:
        return None
    if not isinstance(avatar, str):
        raise BadValue("avatar", "must be a base64 image data URL")
    if avatar.lower().startswith(("http://", "https://")):
        raise BadValue("avatar", "must be a base64 image data URL; this server fetches no links")
    picture = await prepare_picture(avatar, cap_bytes=_LARGEST_AVATAR)
    asset = asset_of(picture, call.house.secret, who.account_id)
    await asyncio.to_thread(call.house.media.put, asset.asset_id, picture.data)
    return asset


def _keep(db: Transaction, who: Caller, picture: Asset | None) -> None:
    if picture:
        assets.keep(db, who.account_id, picture)


def _with_picture(call: Call, patch: dict[str, Any], picture: Asset | None) -> dict[str, Any]:
    """The patch with the link of the stored picture in place of the picture."""
    return patch | {"avatar": media_link(picture.asset_id, call.house.context)} if picture else patch


_PAGING = (
    Query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": _MOST},
        "Page size; without it everything is listed.",
    ),
    Query("cursor", {"type": "string"}, "Where the next page begins, from `next_cursor`."),
    Query("id", {"type": "string", "format": "uuid"}, "Only this character."),
)

ROUTES = (
    Route("POST", "/apiCreateCharacter", create, wire.Create, wire.Character),
    Route("GET", "/apiListCharacters", list_all, None, wire.Characters, _PAGING),
    Route("POST", "/apiListCharacters", list_all, alias=True),
    Route("POST", "/apiUpdateCharacter", update, wire.Update, wire.Character),
    Route("PATCH", "/apiUpdateCharacter", update, alias=True),
    Route("PUT", "/apiUpdateCharacter", update, alias=True),
    Route("POST", "/apiDeleteCharacter", delete, wire.Reference, wire.Deleted),
    Route("DELETE", "/apiDeleteCharacter", delete, alias=True),
)
