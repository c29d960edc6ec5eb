"""The durable work of this room: importing what was uploaded, and writing archives of accounts.

Both are begun by requests and go on whatever happens to the process. An import is done again from the beginning, which finds
what is there already; results that were told stay as they were told.
"""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.assets import store as assets
from greenroom.assets.opening import MediaPlace
from greenroom.database import Database, Transaction
from greenroom.dialects.kit.house import House
from greenroom.dialects.native.bulk import EXPORT, IMPORT, result_id, results_of
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.operations.worker import Work
from greenroom.problems import InUse, NotFound
from greenroom.records import store as records
from greenroom.transfer.archive_writer import write_archive
from greenroom.transfer.bulk import Way, take_in
from greenroom.transfer.reading import Desk, Formats
from greenroom.transfer.result import Result
from greenroom.transfer.sources import find

_AT_ONCE = 50
_LONGEST, _LONGEST_ENDING = (
    200,
    12,
)  # bytes of a name, which disks take up to 255 of, and characters of its ending
_ZIP = b"PK\x03\x04"


def works(house: House, media: MediaPlace, formats: Formats) -> Mapping[str, Work]:
    """The kinds of work, with what they need; `media` is where bytes lie."""

    async def take(_: Database, operation: Operation) -> None:
        await _take(house, media, formats, operation)

    async def write(database: Database, operation: Operation) -> None:
        await _write(house, database, operation)

    return {
        IMPORT: Work(take, _told, _forget),
        EXPORT: Work(write, lambda _db, _operation, _prepared: {}, lambda _db, _operation: None),
    }


async def _take(house: House, media: MediaPlace, formats: Formats, operation: Operation) -> None:
    who = await house.database.read(_owner, operation)
    desk = Desk(house.secret, who.account_id, media, formats)
    # A thread may still be writing there when we are stopped, which must not hide that we are.
    with TemporaryDirectory(prefix="greenroom-import-", ignore_cleanup_errors=True) as name:
        paths = await asyncio.to_thread(_lay_out, house, operation, Path(name))
        sources = await asyncio.to_thread(find, paths)
        batch: list[Result] = []
        async for result in take_in(house, who, desk, sources, Way(update=operation.input["update"])):
            batch.append(result._replace(file=_shown_name(result.file, name)))
            if len(batch) == _AT_ONCE:
                await house.database.write_long(_tell, operation, batch)
                batch = []
        await house.database.write_long(_tell, operation, batch)


def _shown_name(file: str, folder: str) -> str:
    """A file as it was called when it was sent: without the folder, and the number of its place there."""
    return file.removeprefix(f"{folder}/").partition("/")[2] or file


def _owner(db: Transaction, operation: Operation) -> Caller:
    account = service.find_account(db, operation.account_id)
    key_id = operation.input.get("key_id")
    return Caller(
        account_id=account.account_id,
        handle=account.handle,
        plan=account.plan,
        key_id=key_id,
        scopes=frozenset(SCOPES),
    )


def _lay_out(house: House, operation: Operation, folder: Path) -> list[str]:
    """What was uploaded, as files: what stood in one folder in one again, archives each by itself."""
    (folder / "0").mkdir()
    paths = [str(folder / "0")]
    for at, file in enumerate(operation.input["files"], 1):
        data = house.media.get(file["asset"])
        if data is None:
            continue
        name = _safe(file["name"])
        place = folder / "0" / name
        if data.startswith(_ZIP) or _is_taken(place):
            place = folder / str(at) / PurePosixPath(name).name
            paths.append(str(place))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return paths


def _is_taken(place: Path) -> bool:
    return place.exists() or any(parent.is_file() for parent in place.parents)


def _safe(name: str) -> str:
    """A path that leads nowhere else."""
    return "/".join(_parts(name)) or "file"


def _parts(name: str) -> Iterator[str]:
    for part in name.replace("\\", "/").split("/"):
        plain = "".join(one for one in part if one.isprintable() and one not in ":\0").strip()
        if plain.strip("."):
            yield _short(plain)


def _short(name: str) -> str:
    """A name that a disk takes, with its ending."""
    ending = PurePosixPath(name).suffix[:_LONGEST_ENDING]
    stem = name.removesuffix(ending).encode()[: _LONGEST - len(ending.encode())]
    return stem.decode(errors="ignore") + ending


def _tell(db: Transaction, operation: Operation, results: list[Result]) -> None:
    shelf = results_of(operation.account_id, operation.operation_id)
    for result in results:
        shown = result.shown()
        records.ensure(db, shelf, result_id(shown), shown)


def _told(db: Transaction, operation: Operation, _prepared: None) -> Mapping[str, Any]:
    """All results, which are the operation's from now on; what was uploaded is nobody's any more, unless it is an original."""
    found = records.all_on(db, results_of(operation.account_id, operation.operation_id))
    _forget(db, operation)
    return {"results": [one.document for one in sorted(found, key=lambda one: str(one.document["file"]))]}


def _forget(db: Transaction, operation: Operation) -> None:
    records.delete_scope(db, operation.account_id, operation.operation_id)
    for file in operation.input["files"]:
        try:
            assets.discard(db, operation.account_id, file["asset"])
        except (InUse, NotFound):  # a character was made of it; or two of them were the same
            continue


async def _write(house: House, database: Database, operation: Operation) -> None:
    named = operation.account_id, operation.operation_id
    part = await asyncio.to_thread(house.archives.part, *named)
    try:
        await write_archive(database, house.media, operation.account_id, part)
        await asyncio.to_thread(house.archives.keep, *named)
        if await database.read(operations.find, *named) is None:  # its account was deleted meanwhile
            await asyncio.to_thread(house.archives.forget, *named)
    finally:
        await asyncio.to_thread(part.unlink, missing_ok=True)
