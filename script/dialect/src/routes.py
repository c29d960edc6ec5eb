"""The five operations."""

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.characters import Transaction
from greenroom.characters.catalogue import LAST
from greenroom.characters.edits import Edit
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored
from greenroom.dialects.acme import wire
from greenroom.dialects.acme.requests import begin, decide, read
from greenroom.dialects.acme.translate import LENS, NAME
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.kit.whole_list import Listing, whole_list
from greenroom.http.answers import Answer, StreamedJson, json_answer
from greenroom.kit.json_values import encode_json


async def create(call: Call, who: Writer) -> Response:
    """Create a character."""
    said, context, catalogue = read(await call.json()), call.house.context, call.house.catalogue

    def make(db: Transaction) -> Made:
        character = begin(said, context, catalogue.blank(db, who))
        return Made(encode_json(LENS.show(catalogue.create(db, who, character, NAME), context)), 201)

    return await call.create(who, make)


async def list_all(call: Call, who: Reader) -> Response:
    """All characters of the key's account, newest first."""

    def part(db: Transaction, before: str, most: int) -> list[Stored]:
        return call.house.catalogue.newest(db, who, most, before)

    context = call.house.context
    listing = Listing(who.account_id, NAME, part, lambda record: LENS.show(record, context), LAST)
    return StreamedJson(await whole_list(call, listing))


async def get(call: Call, who: Reader) -> Response:
    """One character of the key's account."""
    return Answer(_view(call, await call.read(call.house.catalogue.get, who, _id(call))))


async def update(call: Call, who: Writer) -> Response:
    """Change the fields that the body names, and no others."""
    said = read(await call.json(nul=True))  # what is shown may hold it, and be put back

    def plan(record: Record) -> Edit:
        return decide(said, call.house.context, record)

    def apply(db: Transaction) -> Record:
        catalogue = call.house.catalogue
        return catalogue.change(db, who, catalogue.get(db, who, _id(call)), plan, NAME)

    return Answer(_view(call, await call.write(apply)))


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good."""
    catalogue = call.house.catalogue
    unused = await call.write(lambda db: catalogue.delete(db, catalogue.get(db, who, _id(call))))
    await call.forget_media(who, unused)
    return json_answer({"id": _id(call), "deleted": True})


def _id(call: Call) -> str:
    return call.values["character_id"].lower()


def _view(call: Call, record: Record) -> bytes:
    """A character as JSON; rendered once for each of its revisions."""
    return call.house.views.render(NAME, record, lambda: LENS.show(record, call.house.context))


_ALL = "/acme/characters"
_ONE = "/acme/characters/{character_id}"
ROUTES = (
    Route("POST", _ALL, create, wire.Create, wire.Character, status=201, creates=True),
    Route("GET", _ALL, list_all, None, wire.Characters),
    Route("GET", _ONE, get, None, wire.Character),
    Route("PATCH", _ONE, update, wire.Changes, wire.Character),
    Route("DELETE", _ONE, delete, None, wire.Deleted),
)
