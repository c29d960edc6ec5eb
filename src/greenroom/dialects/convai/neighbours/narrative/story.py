"""Stories: the sections and triggers of one own character, and how handlers read and change them."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, to_builtins
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, store
from greenroom.characters.model import Record
from greenroom.dialects.convai.bodies import character_id
from greenroom.dialects.convai.finding import own
from greenroom.dialects.convai.translate import NAME
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.http.answers import json_answer
from greenroom.kit.json_values import encode_json
from greenroom.records.model import Shelf

T = TypeVar("T")
Body = dict[str, Any]


class Story(NamedTuple):
    """A character, and where its sections and triggers stand."""

    character: Record
    sections: Shelf
    triggers: Shelf


Unit = Callable[[Transaction, Story], T]


def shelf(who: Caller, kind: str, character_id: str) -> Shelf:
    """Where a character's sections or triggers stand."""
    return Shelf(who.account_id, NAME, kind, character_id)


async def read(call: Call, who: Caller, body: Body, show: Unit[T]) -> T:
    """What is read of a story; raises NotFound where the character is not an own one."""
    identity = character_id(body)
    return await call.read(lambda db: show(db, _story(who, own(db, call, who, identity))))


async def write(call: Call, who: Caller, body: Body, change: Unit[T]) -> T:
    """What a change of a story gives; changes of one story wait for each other."""
    identity = character_id(body)
    return await call.write(lambda db: change(db, _locked(db, call, who, identity)))


async def create(call: Call, who: Caller, body: Body, make: Unit[Any]) -> Response:
    """The answer to what makes a part of a story, once for each Idempotency-Key."""
    identity = character_id(body)
    return await call.create(who, lambda db: Made(encode_json(make(db, _locked(db, call, who, identity)))))


def said(value: Any, shape: type[Struct], field: str) -> dict[str, Any]:
    """What a body says of a part, by the vendor's names; raises BadValue."""
    found: dict[str, Any] = to_builtins(convert(value, shape, field))
    return found


def done(message: str = "") -> Response:
    """That it went well."""
    return json_answer({"STATUS": "Successful"} | ({"message": message} if message else {}))


def _locked(db: Transaction, call: Call, who: Caller, identity: str) -> Story:
    return _story(who, store.lock(db, own(db, call, who, identity)).record)


def _story(who: Caller, record: Record) -> Story:
    identity = record.character_id
    return Story(record, shelf(who, "section", identity), shelf(who, "trigger", identity))
