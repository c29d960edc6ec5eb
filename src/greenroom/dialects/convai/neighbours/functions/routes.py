"""Functions: made, listed and deleted. Which of them a character has, its update says."""

from base64 import b64encode
from typing import Any

from msgspec import to_builtins
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai import links
from greenroom.dialects.convai.bodies import fields, is_about_one, related_id, text
from greenroom.dialects.convai.errors import missing
from greenroom.dialects.convai.finding import own
from greenroom.dialects.convai.links import FUNCTION, connected, things
from greenroom.dialects.convai.neighbours.functions import wire
from greenroom.dialects.convai.requests import whole_number
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.ids import new_uuid7
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadValue
from greenroom.records import store as records
from greenroom.records.model import Record

MOST_LINES = 400
_REQUIRED = ("name", "description", "source_code")


async def create(call: Call, who: Writer) -> Response:
    """Keep a function. It is never run."""
    said = _read(await fields(call))

    def make(db: Transaction) -> Made:
        function = records.put(db, things(who, FUNCTION), db.new_id(), said)
        return Made(encode_json(_answer(function=_show(function))), 201)

    return await call.create(who, make)


async def list_all(call: Call, who: Reader) -> Response:
    """Functions of the account, or those that a character is connected to; with `per_page` a page of them."""
    body = await fields(call)
    size, page = _number(body, "per_page", -1), _number(body, "page", 1)
    found = await call.scan(lambda db: _wanted(db, call, who, body))
    if size < 1:
        return json_answer(_answer(functions=[_show(one) for one in found]))
    start = (page - 1) * size
    shown = [_show(one) for one in found[start : start + size]]
    pages = -(-len(found) // size)
    return json_answer(
        _answer(functions=shown, total_pages=pages, per_page=size, page=page, total=len(found))
    )


async def delete(call: Call, who: Writer) -> Response:
    """Remove a function; no character has it any more."""
    function = text(await fields(call), "function_id")
    await call.write(links.delete, who, FUNCTION, function)
    return json_answer(_answer(status="success"))


def _read(body: dict[str, Any]) -> dict[str, Any]:
    """A new function as it will be kept; raises BadValue."""
    for name in _REQUIRED:
        if body.get(name) is None:
            raise missing(name)
    said = {name: value for name, value in body.items() if value is not None}
    function = convert(said, wire.Create)
    if len(function.source_code.splitlines()) > MOST_LINES:
        raise BadValue("source_code", f"must have at most {MOST_LINES} lines")
    kept: dict[str, Any] = to_builtins(function)
    return kept


def _wanted(db: Transaction, call: Call, who: Caller, body: dict[str, Any]) -> list[Record]:
    found = records.all_on(db, things(who, FUNCTION))
    if not is_about_one(body):
        return found
    identity = own(db, call, who, related_id(body)).character_id
    active = connected(db, who, FUNCTION, identity)
    return [one for one in found if one.record_id in active]


def _number(body: dict[str, Any], name: str, default: int) -> int:
    value = body.get(name)
    number = default if value is None else whole_number(value)
    if not isinstance(number, int) or isinstance(number, bool) or not -1 <= number <= 1_000_000:
        raise BadValue(name, "must be a whole number from -1 to 1,000,000")
    return max(number, 1) if name == "page" else number


def _show(function: Record) -> dict[str, Any]:
    source = function.document["source_code"]
    return (
        {"function_id": function.record_id}
        | function.document
        | {
            "base64_source_code": b64encode(source.encode()).decode(),
            "created_at": rfc3339(function.created_at),
        }
    )


def _answer(**more: Any) -> dict[str, Any]:
    return {"transactionID": new_uuid7()} | more


ROUTES = (
    Route("POST", "/functions/create", create, wire.Create, wire.Created, status=201, creates=True),
    Route("POST", "/functions/list", list_all, wire.List, wire.Functions, kind="read"),
    Route("POST", "/functions/delete", delete, wire.Reference, wire.Deleted),
)
