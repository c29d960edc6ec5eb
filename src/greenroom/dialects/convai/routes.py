"""The operations on characters, and at the end all routes of the dialect."""

from functools import partial

from msgspec.structs import replace
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.model import Character
from greenroom.characters.stored import decoded
from greenroom.dialects.convai import errors, wire
from greenroom.dialects.convai.bodies import character_id, fields, flag, read
from greenroom.dialects.convai.finding import own, readable
from greenroom.dialects.convai.links import connect, read_links
from greenroom.dialects.convai.neighbours import ROUTES as NEIGHBOURS
from greenroom.dialects.convai.neighbours.copies import copy_neighbours
from greenroom.dialects.convai.requests import create as new_character
from greenroom.dialects.convai.requests import decide, read_create, read_update
from greenroom.dialects.convai.translate import NAME, details, list_item, public
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.kit.whole_list import Listing, whole_list
from greenroom.http.answers import Answer, StreamedJson, json_answer
from greenroom.kit.json_values import encode_json

_DONE = {"STATUS": "SUCCESS"}


async def list_all(call: Call, who: Reader) -> Response:
    """All characters of the key's account, oldest first; a body is ignored."""
    return await call.kept_list(who, partial(_list, call, who))


async def _list(call: Call, who: Caller) -> Response:
    listing = Listing(
        who.account_id,
        f"{NAME} list",
        lambda db, after, most: store.oldest(db, who.account_id, after, most),
        lambda record: list_item(record, call.house.context),
    )
    return StreamedJson(await whole_list(call, listing))


async def create(call: Call, who: Writer) -> Response:
    """Create a character; it is unlisted unless the body says otherwise."""
    body = await fields(call)
    said, links = read_create(body), read_links(body)
    catalogue, context = call.house.catalogue, call.house.context

    def make(db: Transaction) -> Made:
        blank = replace(catalogue.blank(db, who), character=Character(visibility="unlisted"))
        record = catalogue.create(db, who, new_character(said, blank, context), NAME)
        connect(db, who, record.character_id, links)
        return Made(encode_json({"charID": record.character_id}), 201)

    return await call.create(who, make)


async def get(call: Call, who: Reader) -> Response:
    """One character: an own one by id or by name, or anybody's public one by id."""
    found = await call.read(readable, call, who, await fields(call))
    is_own = found.around.account_id == who.account_id
    surface, show = (NAME, details) if is_own else (f"{NAME} public", public)
    return Answer(call.house.views.render(surface, found, lambda: show(decoded(found), call.house.context)))


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the body names, and no others."""
    body = (await read(call, nul=True)).fields  # what is shown may hold it, and be put back
    identity, said, links = character_id(body), read_update(body), read_links(body)
    plan = partial(decide, said, call.house.context)

    def apply(db: Transaction) -> None:
        record = own(db, call, who, identity)
        call.house.catalogue.change(db, who, record, plan, NAME)
        connect(db, who, identity, links)

    await call.write(apply)
    return json_answer(_DONE)


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its sessions, sections and triggers."""
    identity = character_id(await fields(call))
    catalogue = call.house.catalogue
    unused = await call.write(lambda db: catalogue.delete(db, own(db, call, who, identity)))
    await call.forget_media(who, unused)
    return json_answer(_DONE)


async def clone(call: Call, who: Writer) -> Response:
    """Copy an own character; `KB` connects the same knowledge files. The copy of a public one is unlisted."""
    body = await fields(call)
    identity, files = character_id(body), flag(body, "KB")

    def make(db: Transaction) -> Made:
        record = own(db, call, who, identity, lists=True)
        public_no_more = {"visibility": "unlisted"} if record.character.visibility == "public" else {}
        copy = call.house.catalogue.create(db, who, replace(record.character, **public_no_more), NAME)
        copy_neighbours(db, who, record.character_id, copy.character_id, files=files)
        return Made(encode_json({"charID": copy.character_id}))

    return await call.create(who, make)


_BY_ID = (Query("character_id", {"type": "string", "format": "uuid"}, "Id of the character."),)

CHARACTERS = (
    Route("POST", "/character/list", list_all, None, wire.Characters, errors=errors.LISTING, kind="read"),
    Route("GET", "/character/list", list_all, None, wire.Characters, errors=errors.LISTING),
    Route(
        "POST",
        "/character/create",
        create,
        wire.Create,
        wire.Made,
        status=201,
        creates=True,
        errors=errors.CREATING,
    ),
    Route("POST", "/character/get", get, wire.Reference, wire.Details, errors=errors.GETTING, kind="read"),
    Route("GET", "/character/get", get, None, wire.Details, _BY_ID, errors=errors.GETTING),
    Route("POST", "/character/details", get, alias=True, errors=errors.GETTING, kind="read"),
    Route("POST", "/character/update", update, wire.Update, wire.Done, errors=errors.UPDATING),
    Route("POST", "/character/delete", delete, wire.Reference, wire.Done),
    Route("POST", "/user/clone_character", clone, wire.Clone, wire.Made, creates=True),
)

ROUTES = (*CHARACTERS, *NEIGHBOURS)
