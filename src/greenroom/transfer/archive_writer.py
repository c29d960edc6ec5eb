"""Writing the archive of an account: its rows of one moment, then the bytes of its assets, with little in memory."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from greenroom import __version__
from greenroom.accounts import service
from greenroom.assets.media import Media
from greenroom.database import Database, Row, Statement, Transaction
from greenroom.kit.json_values import encode_json
from greenroom.transfer.archive import (
    ABOUT,
    ACCOUNT,
    CHARACTER,
    FORMAT,
    MANIFEST,
    MEDIA,
    OUT,
    REST,
    ROWS,
    SQL,
    TABLES,
    THREAD,
    VERSION,
    About,
    Entry,
    line_of,
)

_PAGE = 500
_DATE = (2020, 1, 1, 0, 0, 0)
_COLUMNS = re.compile(r"SELECT (.*?)\s+FROM", re.DOTALL)


class Written(NamedTuple):
    """What was written, and the assets whose bytes were not there: pictures that nobody looked at yet have none."""

    about: About
    without_bytes: int


async def write_archive(database: Database, media: Media, account_id: str, path: Path) -> Written:
    """Write everything that an account holds to a new file at `path`; raises NotFound, or FileExistsError."""
    entries: dict[str, Entry] = {}
    with ZipFile(path, "x", allowZip64=True) as archive:
        # A thread may still be writing there when we are stopped; housekeeping removes what it leaves (assets/archives.py).
        with TemporaryDirectory(dir=path.parent, prefix=".rows-", ignore_cleanup_errors=True) as name:
            rows = Path(name)
            about, assets = await database.scan_long(_read, account_id, rows)
            _put(archive, entries, ABOUT, encode_json(about))
            for table in TABLES:
                _put_file(archive, entries, f"{ROWS}{table}.jsonl", rows / table)
        missing = sum([not _put_asset(archive, entries, media, asset_id) for asset_id in assets])
        _put(archive, {}, MANIFEST, encode_json(entries))
    return Written(about, missing)


def _put_asset(archive: ZipFile, entries: dict[str, Entry], media: Media, asset_id: str) -> bool:
    data = media.get(asset_id)
    if data is not None:
        _put(archive, entries, f"{MEDIA}{asset_id}", data, ZIP_STORED)
    return data is not None


def columns_of(statement: Statement) -> list[str]:
    """The columns that a statement selects, in their order."""
    found = _COLUMNS.match(statement.sqlite)
    assert found
    return [name.strip() for name in found[1].split(",")]


def _read(db: Transaction, account_id: str, folder: Path) -> tuple[About, list[str]]:
    """The rows of one moment, to a file for each table; the ids of the account's assets. May be run again."""
    account = service.find_account(db, account_id)
    counts: dict[str, int] = {}
    assets: list[str] = []
    for table, rows in _tables(db, account_id):
        at = columns_of(OUT[table])
        with (folder / table).open("ab" if table in counts else "wb") as file:
            counts.setdefault(table, 0)
            for row in rows:
                file.write(line_of(table, dict(zip(at, row, strict=True))))
                counts[table] += 1
                if table == "assets":
                    assets.append(row[at.index("asset_id")])
    counts = {table: counts.get(table, 0) for table in TABLES}
    for table in TABLES:
        (folder / table).touch()
    about = About(
        FORMAT, VERSION, __version__, account_id, account.handle, account.display_name, db.now, counts
    )
    return about, assets


def _tables(db: Transaction, account_id: str) -> Iterator[tuple[str, list[Row]]]:
    """Some rows of a table at a time."""
    whose = {"account_id": account_id}
    for table in (*ACCOUNT, *REST, "imports"):
        yield table, db.all(OUT[table], whose)
    for tables, ids in ((CHARACTER, SQL.characters_ids), (THREAD, SQL.threads_ids)):
        for one in _ids(db, account_id, ids):
            for table in tables:
                yield table, db.all(OUT[table], whose | {"one": one})


def _ids(db: Transaction, account_id: str, statement: Statement) -> Iterator[str]:
    after = ""
    while page := db.all(statement, {"account_id": account_id, "after": after, "most": _PAGE}):
        yield from (row[0] for row in page)
        after = page[-1][0]


def _put(
    archive: ZipFile, entries: dict[str, Entry], name: str, data: bytes, how: int = ZIP_DEFLATED
) -> None:
    info = ZipInfo(name, _DATE)
    info.compress_type = how
    archive.writestr(info, data)
    entries[name] = Entry(hashlib.sha256(data).hexdigest(), len(data))


def _put_file(archive: ZipFile, entries: dict[str, Entry], name: str, path: Path) -> None:
    info = ZipInfo(name, _DATE)
    info.compress_type = ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as entry:
        while data := file.read(1 << 20):
            entry.write(data)
            digest.update(data)
            size += len(data)
    entries[name] = Entry(digest.hexdigest(), size)
