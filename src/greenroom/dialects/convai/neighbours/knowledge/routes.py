"""The knowledge bank: files are kept whole, and listed with whether a character is connected to them."""

from base64 import b64encode
from typing import Any

from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai import errors, links
from greenroom.dialects.convai.bodies import Body, fields, read, related_id, text
from greenroom.dialects.convai.finding import own
from greenroom.dialects.convai.links import ACTIVE, DOCUMENT, INACTIVE, connected, things
from greenroom.dialects.convai.neighbours.knowledge import wire
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.http.answers import json_answer
from greenroom.http.forms import File
from greenroom.kit.clock import rfc3339
from greenroom.kit.json_values import encode_json
from greenroom.problems import TooLarge
from greenroom.records import store as records
from greenroom.records.model import Record

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""

_CONTENT = "document_content"


async def upload(call: Call, who: Writer) -> Response:
    """Keep a file."""
    body = await read(call)
    file = _file(body)
    name = text(body.fields, "file_name", default="") or file.name

    def make(db: Transaction) -> Made:
        return Made(encode_json(_show(_keep(db, who, db.new_id(), name, file.data))))

    return await call.create(who, make)


async def update(call: Call, who: Writer) -> Response:
    """Replace a file's content, and its name where the body has another."""
    body = await read(call)
    document, file = text(body.fields, "document_id"), _file(body)
    name = text(body.fields, "file_name", default="")

    def replace(db: Transaction) -> Record:
        before = records.lock(db, things(who, DOCUMENT), document).document
        return _keep(db, who, document, name or before["file_name"], file.data)

    return json_answer(_show(await call.write(replace)))


async def list_all(call: Call, who: Reader) -> Response:
    """All files of the account, oldest first; `status` tells whether the character is connected to it."""
    identity = related_id(await fields(call))

    def look(db: Transaction) -> tuple[list[Record], set[str]]:
        own(db, call, who, identity)
        return records.all_on(db, things(who, DOCUMENT)), connected(db, who, DOCUMENT, identity)

    found, active = await call.scan(look)
    shown = [_show(one, ACTIVE if one.record_id in active else INACTIVE) for one in found]
    return json_answer({"docs": [encode_json(one).decode() for one in shown]})


async def delete(call: Call, who: Writer) -> Response:
    """Remove a file."""
    document = text(await fields(call), "document_id")

    def remove(db: Transaction) -> None:
        links.delete(db, who, DOCUMENT, document)
        records.delete(db, things(who, _CONTENT), document)

    await call.write(remove)
    return json_answer("Successfully deleted document")


def _file(body: Body) -> File:
    """The file that a body brings, or else the text in its place; raises BadValue or TooLarge."""
    file = body.files.get("file") or File("", text(body.fields, "file").encode())
    if len(file.data) > LARGEST:
        raise TooLarge("The file", f"{LARGEST // 2**20} MiB")
    return file


def _keep(db: Transaction, who: Caller, document_id: str, name: str, data: bytes) -> Record:
    """A file, its content on a shelf of its own so that lists need not read it."""
    records.put(db, things(who, _CONTENT), document_id, {"base64": b64encode(data).decode()})
    return records.put(db, things(who, DOCUMENT), document_id, {"file_name": name, "file_size": len(data)})


def _show(record: Record, status: str = INACTIVE) -> dict[str, Any]:
    return {
        "id": record.record_id,
        "file_name": record.document["file_name"],
        "is_available": False,
        "status": status,
        "timestamp": rfc3339(record.updated_at)[:-1].replace("T", " "),
        "file_size": str(record.document["file_size"]),
    }


_PATH = "/character/knowledge-bank"

ROUTES = (
    Route("POST", f"{_PATH}/upload", upload, wire.Upload, wire.Document, creates=True, errors=errors.API),
    Route("POST", f"{_PATH}/update", update, wire.Update, wire.Document, errors=errors.API),
    Route(
        "POST", f"{_PATH}/list", list_all, wire.OfCharacter, wire.Documents, errors=errors.API, kind="read"
    ),
    Route("POST", f"{_PATH}/delete", delete, wire.Reference, str, errors=errors.API),
)
