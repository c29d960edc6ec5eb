"""Speakers: made, listed and deleted."""

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai.bodies import fields, text
from greenroom.dialects.convai.neighbours.speakers import wire
from greenroom.dialects.convai.translate import NAME
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.http.answers import json_answer
from greenroom.kit.json_values import encode_json
from greenroom.records import store as records
from greenroom.records.model import Shelf


async def new(call: Call, who: Writer) -> Response:
    """Make a speaker."""
    body = await fields(call)
    said = {
        "name": text(body, "name", default=""),
        "device_id": text(body, "deviceId", "device_id", default=""),
    }

    def make(db: Transaction) -> Made:
        made = records.put(db, _shelf(who), db.new_id(), said)
        return Made(encode_json(wire.Made(made.record_id, created=True, speakerId=made.record_id, **said)))

    return await call.create(who, make)


async def list_all(call: Call, who: Reader) -> Response:
    """All speakers of the account, oldest first."""
    found = await call.scan(lambda db: records.all_on(db, _shelf(who)))
    return json_answer([wire.Speaker(one.record_id, **one.document) for one in found])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a speaker."""
    speaker = text(await fields(call), "speakerId", "speaker_id")
    await call.write(lambda db: records.delete(db, _shelf(who), speaker))
    return json_answer({"STATUS": "SUCCESS"})


def _shelf(who: Caller) -> Shelf:
    return Shelf(who.account_id, NAME, "speaker")


ROUTES = (
    Route("POST", "/user/speaker/new", new, wire.New, wire.Made, creates=True),
    Route("POST", "/user/speaker/list", list_all, None, list[wire.Speaker], kind="read"),
    Route("POST", "/user/speaker/delete", delete, wire.Reference, dict[str, str]),
)
