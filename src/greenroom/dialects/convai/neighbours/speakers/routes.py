"""Speakers: made, listed and deleted.

A device has one speaker: whoever asks for a new one with its id gets the one that is there. A second shelf has the speaker of
each device, under a digest of the device's id, which may be any text.
"""

from hashlib import sha256

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
    """Make a speaker, or find the one of the device, which keeps its name."""
    body = await fields(call)
    said = {
        "name": text(body, "name", default=""),
        "device_id": text(body, "deviceId", "device_id", default=""),
    }

    def make(db: Transaction) -> Made:
        new_id = db.new_id()
        speaker = _of_device(db, who, said["device_id"], new_id) if said["device_id"] else new_id
        is_new = speaker == new_id
        one = records.put(db, _shelf(who), new_id, said) if is_new else records.get(db, _shelf(who), speaker)
        made = wire.Made(speaker, created=is_new, speakerId=speaker, **one.document)
        return Made(encode_json(made))

    return await call.create(who, make)


async def list_all(call: Call, who: Reader) -> Response:
    """All speakers of the account, oldest first."""
    found = await call.scan(lambda db: records.all_on(db, _shelf(who)))
    return json_answer([wire.Speaker(one.record_id, **one.document) for one in found])


async def delete(call: Call, who: Writer) -> Response:
    """Remove a speaker."""
    speaker = text(await fields(call), "speakerId", "speaker_id")

    def remove(db: Transaction) -> None:
        device = records.lock(db, _shelf(who), speaker).document["device_id"]
        records.delete(db, _shelf(who), speaker)
        if device:
            records.delete(db, _devices(who), _digest(device))

    await call.write(remove)
    return json_answer({"STATUS": "SUCCESS"})


def _of_device(db: Transaction, who: Caller, device: str, new_id: str) -> str:
    """The speaker of a device, which keeps it until the end; from now on the new one if it has none."""
    known = records.once(db, _devices(who), _digest(device), {"speaker": new_id})
    return str(known.document["speaker"])


def _digest(device: str) -> str:
    return sha256(device.encode()).hexdigest()


def _shelf(who: Caller) -> Shelf:
    return Shelf(who.account_id, NAME, "speaker")


def _devices(who: Caller) -> Shelf:
    return Shelf(who.account_id, NAME, "device")


ROUTES = (
    Route("POST", "/user/speaker/new", new, wire.New, wire.Made, creates=True),
    Route("POST", "/user/speaker/list", list_all, None, list[wire.Speaker], kind="read"),
    Route("POST", "/user/speaker/delete", delete, wire.Reference, dict[str, str]),
)
