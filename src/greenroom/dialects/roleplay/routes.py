"""The four operations, named like functions."""

from functools import partial

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.roleplay import listing, wire
from greenroom.dialects.roleplay.change import Change, decide, judge
from greenroom.dialects.roleplay.requests import character_id, read_create, read_update
from greenroom.dialects.roleplay.translate import LENS, NAME, put
from greenroom.http.answers import Answer, StreamedJson, json_answer
from greenroom.kit.json_values import encode_json


async def create(call: Call, who: Writer) -> Response:
    """Create a character."""
    body = await call.json(long_texts=("avatar",))
    change = await judge(call, who, read_create(body, avatar_required=_avatar_required(call)))
    catalogue, context = call.house.catalogue, call.house.context

    def make(db: Transaction) -> Made:
        change.keep_picture(db, who)
        character = put(change.patch, change.unknown, context, catalogue.blank(db, who))
        record = _share(call, who, db, change, catalogue.create(db, who, character, NAME))
        return Made(encode_json(LENS.show(record, context)))

    answer = await call.create(who, make)
    await change.keep_bytes(call)
    return answer


async def list_all(call: Call, who: Reader) -> Response:
    """All characters of the key's account, newest first; with `limit` a page of them, with `id` one."""
    query = call.query()
    page = listing.page_of(call, who, query)
    if "id" in query:
        found = await call.read(call.house.catalogue.look, who, character_id({}, query))
        return Answer(b'{"characters":[%b]}' % listing.view(call, found))
    return await call.kept_list(who, partial(_list, call, who, page))


async def _list(call: Call, who: Caller, page: listing.Page | None) -> Response:
    if page:
        return Answer(await listing.part(call, who, page))
    return StreamedJson(await listing.whole(call, who))


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the body names, and no others."""
    body = await call.json(long_texts=("avatar",), nul=True)  # what is shown may hold it, and be put back
    identity = character_id(body, call.query())
    catalogue, context = call.house.catalogue, call.house.context
    said = read_update(body, avatar_required=_avatar_required(call))
    change = await judge(call, who, said, await call.read(catalogue.get, who, identity))

    def apply(db: Transaction) -> Record:
        change.keep_picture(db, who)
        record = catalogue.get(db, who, identity)
        changed = catalogue.change(db, who, record, partial(decide, change, context), NAME)
        return _share(call, who, db, change, changed)

    record = await call.write(apply)
    await change.keep_bytes(call)
    return json_answer(LENS.show(record, context))


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its conversations."""
    identity = character_id(await call.json(), call.query())
    catalogue = call.house.catalogue
    unused = await call.write(lambda db: catalogue.delete(db, catalogue.get(db, who, identity)))
    await call.forget_media(who, unused)
    return json_answer({"success": True, "id": identity})


def _avatar_required(call: Call) -> bool:
    return bool(call.house.settings["roleplay.avatar_required"])


def _share(call: Call, who: Caller, db: Transaction, change: Change, record: Record) -> Record:
    if change.wants_share and record.character.visibility != "private":
        return call.house.catalogue.share(db, record, who.key_id)
    return record


ROUTES = (
    Route("POST", "/apiCreateCharacter", create, wire.Create, wire.Character, creates=True),
    Route("GET", "/apiListCharacters", list_all, None, wire.Characters, listing.QUERY),
    Route("POST", "/apiListCharacters", list_all, alias=True),
    Route("POST", "/apiUpdateCharacter", update, wire.Update, wire.Character),
    Route("PATCH", "/apiUpdateCharacter", update, alias=True),
    Route("PUT", "/apiUpdateCharacter", update, alias=True),
    Route("POST", "/apiDeleteCharacter", delete, wire.Reference, wire.Deleted),
    Route("DELETE", "/apiDeleteCharacter", delete, alias=True),
)
