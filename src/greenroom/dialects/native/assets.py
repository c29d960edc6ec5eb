"""Pictures of an account: uploaded, listed, and deleted when nobody uses them; a character names one by its id."""

from typing import Any

from msgspec import Struct
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.assets import store
from greenroom.assets.ids import asset_of
from greenroom.assets.kinds import kind_of
from greenroom.assets.model import Asset, Kept
from greenroom.assets.pictures import prepare_picture
from greenroom.characters import Transaction
from greenroom.characters.codecs import media_link
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.paging import next_link, one_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import NAME, PAGE
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.json_values import encode_json

LARGEST = 8 * 1024 * 1024
"""Bytes of a picture as it comes."""

_FIELD = "picture"
_LATEST = (2**62, "~")


class _Cursor(Struct, array_like=True):
    created_at: int
    asset_id: str


async def upload(call: Call, who: Writer) -> Response:
    """Keep a picture: its bytes as they are, or JSON with a data URL. The same picture has the same id."""
    source = await _source(call)
    picture = await prepare_picture(source, cap_bytes=LARGEST, field=_FIELD)
    asset = asset_of(picture, call.house.secret, who.account_id)
    await call.keep_media(asset.asset_id, picture.data)

    def make(db: Transaction) -> Made:
        store.keep(db, who.account_id, asset)
        return Made(encode_json(_show(call, store.get(db, who.account_id, asset.asset_id))), 201)

    answer = await call.create(who, make)
    await call.keep_media(asset.asset_id, picture.data)
    return answer


async def list_assets(call: Call, who: Reader) -> Response:
    """The account's pictures, newest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), who.account_id)
    before = (cursor.created_at, cursor.asset_id) if cursor else _LATEST
    found = await call.scan(store.page, who.account_id, before, most + 1)
    following = None
    if len(found) > most:
        last = found[most - 1]
        following = call.house.signer.sign(
            _PURPOSE, _Cursor(last.created_at, last.asset.asset_id), who.account_id
        )
    items = [_show(call, kept) for kept in found[:most]]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def get(call: Call, who: Reader) -> Response:
    """One picture of the account; its bytes are at `url`."""
    return json_answer(_show(call, await call.read(store.get, who.account_id, call.values["asset_id"])))


async def delete(call: Call, who: Writer) -> Response:
    """Forget a picture that no character uses, also not in an earlier revision."""
    asset_id = call.values["asset_id"]
    await call.write(store.discard, who.account_id, asset_id)
    await call.forget_media(who, [asset_id])
    return json_answer({"id": asset_id, "deleted": True})


async def _source(call: Call) -> bytes | str:
    """The bytes of a picture, or a text that should be its data URL. Only the bytes tell which: labels lie."""
    body = await call.body()
    label = call.request.headers.get("content-type", "")
    if kind_of(body) or label.startswith("image/"):
        return body
    return convert(await call.json(long_texts=(_FIELD,)), wire.NewAsset).picture


def _show(call: Call, kept: Kept) -> dict[str, Any]:
    asset: Asset = kept.asset
    return {
        "id": asset.asset_id,
        "url": media_link(asset.asset_id, call.house.context),
        "media_type": asset.media_type,
        "size": asset.size,
        "width": asset.width,
        "height": asset.height,
        "created_at": rfc3339(kept.created_at),
        "used_by": kept.uses,
    }


_ALL, _ONE = "/v1/assets", "/v1/assets/{asset_id}"
_PURPOSE = f"{NAME} assets"

ROUTES = (
    Route("GET", _ALL, list_assets, None, wire.Assets, PAGE, tag="assets"),
    Route(
        "POST",
        _ALL,
        upload,
        wire.NewAsset,
        wire.Asset,
        status=201,
        creates=True,
        tag="assets",
        raw=("image/*",),
    ),
    Route("GET", _ONE, get, None, wire.Asset, tag="assets"),
    Route("DELETE", _ONE, delete, None, wire.Deleted, tag="assets"),
)
