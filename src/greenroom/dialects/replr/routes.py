"""The six operations, each under every name and beginning that the vendor has for it."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.characters import Transaction
from greenroom.characters.codecs import Context
from greenroom.characters.discovery.search import count
from greenroom.characters.edits import Edit
from greenroom.characters.model import Record, blank_record
from greenroom.characters.stored import Stored, decoded
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import expect, tagged, tagged_first, tagged_public
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.replr import queries, wire
from greenroom.dialects.replr.errors import LISTS
from greenroom.dialects.replr.requests import Said, begin, decide, read_create, read_update
from greenroom.dialects.replr.translate import FOUND, ITEM, LENS, NAME, PUBLIC, Excerpt, linked_picture
from greenroom.http.answers import Answer, json_answer
from greenroom.kit.json_values import encode_json
from greenroom.problems import NotFound, NotOwner


async def create(call: Call, who: Writer) -> Response:
    """Create a character."""
    said, context = read_create(await call.json(nul=True)), call.house.context
    blank = blank_record(who.account_id, who.handle, 0)
    begun = begin(said, context, blank)  # refused before it waits for its turn

    def make(db: Transaction) -> Made:
        picture = _picture(db, who, said, context)
        wanted = begin(said, context, blank, picture) if picture else begun
        record = call.house.catalogue.create(db, who, wanted, NAME)
        return Made(encode_json(LENS.show(record, context)), 201)

    answer = await call.create(who, make)
    answer.raw_headers.append(tagged_first(who))
    return answer


async def list_own(call: Call, who: Reader) -> Response:
    """One's own characters, in one of three orders."""
    return await call.kept_list(who, partial(_list, call, who))


async def _list(call: Call, who: Caller) -> Response:
    asked = queries.read_list(call.query())

    def read(db: Transaction) -> _Views:
        page = call.house.catalogue.page(db, who, asked.order, asked.limit, asked.skipped)
        return _Views([_part(call, one, ITEM) for one in page.records], page.total)

    return _page(await call.scan(read), asked)


async def explore(call: Call, who: Reader) -> Response:  # noqa: ARG001 - whoever asks must have a key
    """Everybody's public characters."""
    asked = queries.read_explore(call.query())
    wanted = asked.wanted

    def find(db: Transaction) -> _Views:
        if wanted is None:
            return _Views([], 0)
        found = call.house.catalogue.discover(db, wanted)
        return _Views([_part(call, one.stored, FOUND) for one in found], count(db, wanted))

    return _page(await call.search(find), asked)


async def get(call: Call, who: Reader) -> Response:
    """One character: an own one whole, or somebody else's public one without its instructions."""
    found = await call.read(call.house.catalogue.look_readable, who, _id(call))
    if found.around.account_id != who.account_id:
        return Answer(_part(call, found, PUBLIC), headers=[tagged_public(found)])
    return Answer(_view(call, found), headers=[tagged(found)])


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the body names, and no others."""
    said = read_update(await call.json(nul=True))  # what is shown may hold it, and be put back

    def apply(db: Transaction) -> Record:
        picture = _picture(db, who, said, call.house.context)

        def plan(record: Record) -> Edit:
            return decide(said, call.house.context, expect(call, record), picture)

        return call.house.catalogue.change(db, who, _own(db, call, who), plan, NAME)

    record = await call.write(apply)
    return Answer(_view(call, record), headers=[tagged(record)])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its conversations."""

    def remove(db: Transaction) -> list[str]:
        record = _own(db, call, who)
        return call.house.catalogue.delete(db, record, lambda now: expect(call, now))

    await call.forget_media(who, await call.write(remove))
    return json_answer({"id": _id(call), "deleted": True})


def _id(call: Call) -> str:
    return call.values["character_id"].lower()


def _picture(db: Transaction, who: Caller, said: Said, context: Context) -> str:
    """The id of the caller's picture to which the link in a body leads; "" for every other link, whoever's it is."""
    asset_id = linked_picture(said.patch.get("avatar_url"), context)
    try:
        return assets.get(db, who.account_id, asset_id).asset.asset_id
    except NotFound:
        return ""


def _own(db: Transaction, call: Call, who: Caller) -> Record:
    """The caller's character; raises NotOwner for one that everybody may read, else NotFound."""
    catalogue = call.house.catalogue
    try:
        return catalogue.get(db, who, _id(call))
    except NotOwner:
        catalogue.readable(db, who, _id(call))
        raise


class _Views(NamedTuple):
    """The characters of a page as they are shown, and how many there are in all."""

    shown: list[bytes]
    total: int


def _page(page: _Views, asked: queries.Asked | queries.Looked) -> Response:
    numbers = page.total, asked.limit, asked.offset
    return Answer(b'{"data":[%b],"total":%d,"limit":%d,"offset":%d}' % (b",".join(page.shown), *numbers))


def _view(call: Call, one: Record | Stored) -> bytes:
    """A character as its owner sees it; rendered once for each of its revisions."""
    return call.house.views.render(NAME, one, lambda: LENS.show(decoded(one), call.house.context))


def _part(call: Call, one: Record | Stored, excerpt: Excerpt) -> bytes:
    """Part of a character; rendered once, since each excerpt is always of the same copy of it."""
    context = call.house.context
    return call.house.views.render(excerpt.surface, one, lambda: excerpt.show(decoded(one), context))


def _routes(characters: str, *, alias: bool) -> Iterator[Route]:
    """The operations below one of the paths that characters have."""
    one = f"{characters}/{{character_id}}"
    yield Route(
        "POST", characters, create, wire.Create, wire.Character, status=201, alias=alias, creates=True
    )
    yield Route("GET", characters, list_own, None, wire.Items, queries.LIST, alias=alias, errors=LISTS)
    yield Route(
        "GET", f"{characters}/explore", explore, None, wire.Feed, queries.EXPLORE, alias=alias, errors=LISTS
    )
    yield Route("GET", one, get, None, wire.Character, alias=alias)
    yield Route("PUT", one, update, wire.Changes, wire.Character, alias=alias)
    yield Route("PATCH", one, update, alias=True)
    yield Route("DELETE", one, delete, None, wire.Deleted, alias=alias)


_ALIASES = ("/v1/v1/replrs", "/v1/dyvas", "/v1/v1/dyvas")
ROUTES = (
    *_routes("/v1/replrs", alias=False),
    *(route for characters in _ALIASES for route in _routes(characters, alias=True)),
)

OWNED = tuple(
    f"/v1/{name}"
    for name in ("conversations", "auth", "api-keys", "knowledge", "voice", "webhooks", "ws", "rooms")
)
"""Where the vendor has what goes with characters, and this server has nothing yet."""
