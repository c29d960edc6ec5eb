"""Stories: the sections and triggers of one own character, and how handlers read and change them."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from msgspec import Struct, to_builtins
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.model import Record as CharacterRecord
from greenroom.dialects.convai.bodies import fields, related_id, text
from greenroom.dialects.convai.finding import own
from greenroom.dialects.convai.translate import NAME
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.http.answers import json_answer
from greenroom.kit.json_values import encode_json
from greenroom.records import store as records
from greenroom.records.model import Record, Shelf

T = TypeVar("T")
Body = dict[str, Any]
Kind = Literal["section", "trigger"]
KINDS: tuple[Kind, ...] = get_args(Kind)

START, DRIVEN = "start_narrative_section_id", "is_narrative_driven"
"""The fields of a character that say where its story begins, and whether one drives it."""


class Story(NamedTuple):
    """A character, and where its sections and triggers stand."""

    character: CharacterRecord
    sections: Shelf
    triggers: Shelf


Unit = Callable[[Transaction, Story], T]


def shelf(who: Caller, kind: Kind, character_id: str) -> Shelf:
    """Where an own character's sections or triggers stand."""
    return shelf_of(who.account_id, kind, character_id)


def shelf_of(owner_id: str, kind: Kind, character_id: str) -> Shelf:
    """Where the sections or triggers of an account's character stand."""
    return Shelf(owner_id, NAME, kind, character_id)


async def one(call: Call, who: Caller, kind: Kind) -> Record:
    """The section or trigger that a call names; raises NotFound."""
    body = await fields(call)
    identity, part = related_id(body), text(body, f"{kind}_id")
    return await call.read(lambda db: records.get(db, _own(db, call, who, kind, identity), part))


async def all_of(call: Call, who: Caller, kind: Kind) -> list[Record]:
    """All sections or triggers of the character that a call names, oldest first; raises NotFound."""
    identity = related_id(await fields(call))
    return await call.scan(lambda db: records.all_on(db, _own(db, call, who, kind, identity)))


async def write(call: Call, who: Caller, body: Body, change: Unit[T]) -> T:
    """What a change of a story gives; changes of one story wait for each other."""
    identity = related_id(body)
    return await call.write(lambda db: change(db, _locked(db, call, who, identity)))


async def create(call: Call, who: Caller, body: Body, make: Unit[Any]) -> Response:
    """The answer to what makes a part of a story, once for each Idempotency-Key."""
    identity = related_id(body)
    return await call.create(who, lambda db: Made(encode_json(make(db, _locked(db, call, who, identity)))))


def said(value: Any, shape: type[Struct], field: str) -> dict[str, Any]:
    """What a body says of a part, by the vendor's names; raises BadValue."""
    found: dict[str, Any] = to_builtins(convert(value, shape, field))
    return found


def done(message: str = "") -> Response:
    """That it went well."""
    return json_answer({"STATUS": "Successful"} | ({"message": message} if message else {}))


def _own(db: Transaction, call: Call, who: Caller, kind: Kind, identity: str) -> Shelf:
    return shelf(who, kind, own(db, call, who, identity).character_id)


def _locked(db: Transaction, call: Call, who: Caller, identity: str) -> Story:
    return _story(who, store.lock(db, own(db, call, who, identity)).record)


def _story(who: Caller, record: CharacterRecord) -> Story:
    identity = record.character_id
    return Story(record, shelf(who, "section", identity), shelf(who, "trigger", identity))
