"""Many files at once, and whole accounts: durable work that is asked for, looked after, and fetched.

POST /v1/imports/batch      many files, or archives of files      → an operation
POST /v1/account/export     everything that the account holds     → an operation
GET  /v1/operations         both, the newest first
GET  /v1/operations/{id}    how far it is, and what became of each file
GET  /v1/exports/{id}       the archive, for a day
"""

import asyncio
import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from starlette.responses import FileResponse, Response, StreamingResponse

from greenroom.accounts import service
from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.assets.ids import file_of
from greenroom.assets.model import Asset
from greenroom.cards.caps import MOST_OF_ANY
from greenroom.characters import Transaction
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import PAGE
from greenroom.http.answers import json_answer
from greenroom.http.forms import File, read_files
from greenroom.kit.clock import rfc3339
from greenroom.kit.ids import is_uuid
from greenroom.kit.json_values import encode_json
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.problems import BadParameter, BadValue, ExportRunning, NotFound, NotJson
from greenroom.records import store as records
from greenroom.records.model import Shelf

IMPORT = "import"
EXPORT = "account_export"
KINDS = (IMPORT, EXPORT)
"""The kinds of operations that this dialect begins."""

_RESULTS = "import_results"
_ARCHIVE = "application/zip"
_MOST_NAME = 400
_OPERATION = "operation"
_STEP, _STEPS = 0.1, 100


class _Cursor(Struct, array_like=True):
    until: str


def results_of(account_id: str, operation_id: str) -> Shelf:
    """Where the results of an import stand while it goes on."""
    return Shelf(account_id, "native", _RESULTS, operation_id)


async def send_archive(house: House, account_id: str, operation_id: str, name: str) -> Response:
    """The archive that an export made, as a file of this name; raises NotFound."""
    found = await asyncio.to_thread(house.archives.find, account_id, operation_id)
    if found is None:
        raise NotFound("export", operation_id)
    if isinstance(found, Path):
        return FileResponse(found, media_type=_ARCHIVE, filename=name)
    told = {"content-length": str(found.size), "content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(found.chunks, media_type=_ARCHIVE, headers=told)


async def import_many(call: Call, who: Writer) -> Response:
    """Begin to import many files: a form of files, each under its path in the folder it stood in, or an archive of files.

    It answers an operation; what became of each file is in there as it comes. The same bytes again are "unchanged"; with
    update=true a file that changed makes a revision of the character that an earlier file of its name made.
    """
    body = await call.body(MOST_OF_ANY)
    kind = call.request.headers.get("content-type", "")
    query = call.query()
    if kind.startswith("multipart/form-data"):
        files = await call.work_over(partial(read_files, kind, body))
    else:
        files = [File(one_of(query, "name", "files.zip"), body)]
    if not files or any(not file.data for file in files[:1] if len(files) == 1):
        raise NotJson("a form must have one file at least")
    if any(len(file.name) > _MOST_NAME for file in files):
        raise BadValue("name", f"must be at most {_MOST_NAME} characters long")
    kept = [file_of(file.data, call.house.secret, who.account_id) for file in files]
    for asset, file in zip(kept, files, strict=True):
        await call.keep_media(asset.asset_id, file.data)
    update = one_of(query, "update", "false") == "true"
    if one_of(query, "update", "false") not in ("true", "false"):
        raise BadParameter("update", "update must be true or false")
    answer = await call.create(who, lambda db: _queue_import(db, who, files, kept, update=update))
    call.house.mover.wake()
    return answer


def _queue_import(
    db: Transaction, who: Caller, files: list[File], kept: list[Asset], *, update: bool
) -> Made:
    return Made(encode_json(_shown(queue_import(db, who, files, kept, update=update), [])), 202)


def queue_import(
    db: Transaction, who: Caller, files: list[File], kept: list[Asset], *, update: bool = False
) -> Operation:
    """Let files be imported whose bytes are kept already, each under the id of its asset; the mover must be woken then."""
    for asset in kept:
        assets.keep(db, who.account_id, asset)
    listed = [{"name": file.name, "asset": asset.asset_id} for file, asset in zip(files, kept, strict=True)]
    work = {"files": listed, "update": update, "key_id": who.key_id}
    return operations.insert(db, who.account_id, IMPORT, db.new_id(), work)


async def export_account(call: Call, who: Writer) -> Response:
    """Begin to write everything that the account holds to one file, from which `greenroom account import` makes it anew."""

    def make(db: Transaction) -> Made:
        return Made(encode_json(_shown(queue_export(db, who.account_id, who.key_id), [])), 202)

    answer = await call.create(who, make)
    call.house.mover.wake()
    return answer


def queue_export(db: Transaction, account_id: str, key_id: str | None = None) -> Operation:
    """Let all of an account be written to a file, which is noted; the mover must be woken then."""
    service.note_export(db, account_id, by=account_id, with_key=key_id)
    return operations.insert(db, account_id, EXPORT, db.new_id(), {})


async def list_operations(call: Call, who: Reader) -> Response:
    """Imports and exports, the newest first, for thirty days; what became of each file is told by each alone."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _OPERATION, one_of(query, "cursor", ""), who.account_id)
    until = cursor.until if cursor else operations.LAST

    def read(db: Transaction) -> list[Operation]:
        found = [
            one for kind in KINDS for one in operations.recent(db, who.account_id, most + 1, kind, until)
        ]
        return sorted(found, key=lambda one: one.operation_id, reverse=True)[: most + 1]

    page, following = page_of(
        call,
        await call.scan(read),
        most,
        _OPERATION,
        lambda last: _Cursor(last.operation_id),
        who.account_id,
    )
    items = [_shown(one, (one.outcome or {}).get("results", [])) | {"results": []} for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def get_operation(call: Call, who: Reader) -> Response:
    """How far an operation is, and what came of it."""
    return json_answer(await call.scan(_look, who.account_id, call.values["operation_id"]))


async def download(call: Call, who: Reader) -> Response:
    """The archive that an export made, which is kept for a day. While it is being made, this waits for it: ten seconds at most.

    One that takes longer is answered 409, Export running; one that failed, or is older, 404.
    """
    operation = await _ended(call, who, call.values["export_id"])
    if not operation.finished:
        raise ExportRunning
    if operation.state != "done":
        raise NotFound("export", operation.operation_id)
    name = f"{who.handle}-{rfc3339(operation.created_at)[:10]}.zip"
    return await send_archive(call.house, who.account_id, operation.operation_id, name)


async def _ended(call: Call, who: Caller, operation_id: str) -> Operation:
    """An export, once it has ended, or after ten seconds; raises NotFound."""
    for _ in range(_STEPS):
        operation = await call.read(_find, who.account_id, operation_id)
        if operation.kind != EXPORT:
            raise NotFound("export", operation_id)
        if operation.finished:
            break
        await asyncio.sleep(_STEP)
    return operation


def _find(db: Transaction, account_id: str, operation_id: str) -> Operation:
    found = operations.find(db, account_id, operation_id) if is_uuid(operation_id) else None
    if found is None or found.kind not in KINDS:
        raise NotFound(_OPERATION, operation_id)
    return found


def _look(db: Transaction, account_id: str, operation_id: str) -> dict[str, Any]:
    operation = _find(db, account_id, operation_id)
    return _shown(operation, results_so_far(db, operation) if operation.kind == IMPORT else [])


def find_import(db: Transaction, account_id: str, operation_id: str) -> Operation:
    """An import of an account; raises NotFound."""
    operation = _find(db, account_id, operation_id)
    if operation.kind != IMPORT:
        raise NotFound(_OPERATION, operation_id)
    return operation


def results_so_far(db: Transaction, operation: Operation) -> list[dict[str, Any]]:
    """What became of the files of an import, as far as it is."""
    if operation.outcome is not None and "results" in operation.outcome:
        return [*operation.outcome["results"]]
    shelf = results_of(operation.account_id, operation.operation_id)
    return [one.document for one in records.all_on(db, shelf)]


def _shown(operation: Operation, results: list[dict[str, Any]]) -> dict[str, Any]:
    """An operation; of its outcome, what isn't a list of results."""
    outcome = dict(operation.outcome or {})
    outcome.pop("results", None)
    failed = operation.state in ("failed", "cancelled")
    counts: dict[str, int] = {}
    for one in results:
        counts[one["state"]] = counts.get(one["state"], 0) + 1
    return {
        "id": operation.operation_id,
        "kind": operation.kind,
        "state": operation.state,
        "created_at": rfc3339(operation.created_at),
        "finished_at": None if operation.finished_at is None else rfc3339(operation.finished_at),
        "files": len(operation.input.get("files", ())),
        "counts": counts,
        "results": results,
        "error": outcome.get("message") if failed else None,
        "download": f"/v1/exports/{operation.operation_id}"
        if operation.kind == EXPORT and operation.state == "done"
        else None,
    }


def result_id(shown: dict[str, Any]) -> str:
    """By which a result is known, so that it is told once, as it was first."""
    about = "\0".join(str(shown.get(name, "")) for name in ("file", "kind", "id", "error"))
    return hashlib.sha256(about.encode()).hexdigest()


_UPDATE = Query("update", {"type": "boolean", "default": False}, "Whether changed files make revisions.")
_NAME = Query(
    "name", {"type": "string", "maxLength": _MOST_NAME}, "What the file is called, where the body is one."
)

ROUTES = (
    Route(
        "POST",
        "/v1/imports/batch",
        import_many,
        body=dict[str, Any],
        answer=wire.Operation,
        query=(_UPDATE, _NAME),
        status=202,
        creates=True,
        tag="imports",
        raw=("multipart/form-data", "application/zip", "application/octet-stream"),
    ),
    Route(
        "POST",
        "/v1/account/export",
        export_account,
        answer=wire.Operation,
        status=202,
        creates=True,
        tag="account",
    ),
    Route("GET", "/v1/operations", list_operations, None, wire.Operations, PAGE, tag="operations"),
    Route("GET", "/v1/operations/{operation_id}", get_operation, answer=wire.Operation, tag="operations"),
    Route("GET", "/v1/exports/{export_id}", download, tag="account", streams=("application/zip",)),
)
