"""Restoring the archive of an account as a new account: all of it, or nothing.

Ids stay what they were where they are free here. Where the same character is here already, because its account was exported
from this very server, all characters get new ids, wherever they are named; likewise pictures, and share links go.
"""

import asyncio
import hashlib
import lzma
import re
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import SEEK_END
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

import msgspec

from greenroom.accounts import service
from greenroom.accounts.model import Account
from greenroom.assets import store as assets
from greenroom.assets.ids import asset_id as id_of
from greenroom.assets.ids import is_asset_id
from greenroom.cards.caps import MIB, MOST_OF_ANY
from greenroom.characters import store as characters
from greenroom.characters.model import Character, Whose
from greenroom.conversations.model import Made
from greenroom.database import Transaction
from greenroom.dialects.kit.house import House
from greenroom.kit.ids import is_uuid
from greenroom.transfer.archive import (
    ABOUT,
    FORMAT,
    IN,
    MANIFEST,
    MEDIA,
    OUT,
    ROWS,
    SQL,
    TABLES,
    VERSION,
    About,
    Bad,
    Entry,
    Row,
    kinds,
    row_of,
)
from greenroom.transfer.archive_writer import columns_of

UNFOLDED, RATIO = 64 * MIB, 200
"""An archive unfolds to so many bytes at most, and so many more for each of its own."""

_DAMAGE = (ValueError, msgspec.MsgspecError, zlib.error, lzma.LZMAError, struct.error)
_BATCH = 500
_TOO_LARGE = 2**63
_MOST_ABOUT, _MOST_MANIFEST, _MOST_LINE = MIB, 256 * MIB, 64 * MIB
_IDS = re.compile(rb'"([A-Za-z0-9_-]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')
_WHOSE = ("account_id", "owner_id")
_NAMES = ("character_id", "asset_id", "avatar", "picture", "subject", "scope")
_ELSEWHERE = ("threads", "scene_casts")
_CHECKS: Mapping[tuple[str, str], type] = {
    ("characters", "draft"): Character,
    ("characters", "live"): Character,
    ("revisions", "draft"): Character,
    ("messages", "about"): Made,
}


class Restored(NamedTuple):
    """The new account; whether its characters have new ids; and how many threads are with characters who aren't here."""

    account: Account
    renamed: bool
    left_out: int


class _Moved(NamedTuple):
    """What ids become."""

    account_id: str
    before: str
    ids: Mapping[bytes, bytes]

    def text(self, value: str) -> str:
        return self.ids.get(value.encode(), value.encode()).decode()

    def document(self, value: bytes) -> bytes:
        return _IDS.sub(lambda found: b'"' + self.ids.get(found[1], found[1]) + b'"', value)

    def row(self, row: Row) -> Row:
        moved = dict(row)
        for name, value in row.items():
            if name in _WHOSE and value == self.before:
                moved[name] = self.account_id
            elif name in _NAMES and isinstance(value, str):
                moved[name] = self.text(value)
            elif isinstance(value, bytes) and self.ids:
                moved[name] = self.document(value)
            elif name == "place" and isinstance(value, str):  # which of a chat is its character's id
                kind, slash, one = value.partition("/")
                moved[name] = f"{kind}{slash}{self.text(one)}"
        return moved


async def read_archive(house: House, path: Path, handle: str, plan: str) -> Restored:
    """Make an account of an archive.

    Raises:
        Bad: it is no such archive, or damaged; nothing was done.
        BadValue, AlreadyExists: the handle can't be, or is taken.
    """
    write = house.database.write_long
    try:
        with ZipFile(path) as archive:
            about = verify(archive)
            clashing = await house.database.scan_long(_clashes, archive)
            ids = _asset_ids(archive, handle) if clashing else {}
            await asyncio.to_thread(_keep, house, archive, ids)
            restored = await write(_restore, house, archive, about, ids, clashing, handle, plan)
            await asyncio.to_thread(_keep, house, archive, ids)  # once more; see `assets.media`
            return restored
    except (BadZipFile, KeyError, EOFError, NotImplementedError, *_DAMAGE) as error:
        raise Bad(f"it can't be read: {error}") from error


def verify(archive: ZipFile) -> About:
    """What an archive is of, after all of it was read once; raises Bad where anything differs from what its manifest says."""
    about = msgspec.json.decode(_small(archive, ABOUT, _MOST_ABOUT), type=About)
    if about.format != FORMAT or about.version != VERSION:
        raise Bad(
            f"it is no archive of an account that this Greenroom can read, but {about.format} {about.version}"
        )
    manifest = msgspec.json.decode(_small(archive, MANIFEST, _MOST_MANIFEST), type=dict[str, Entry])
    names = [name for name in archive.namelist() if name != MANIFEST]
    if sorted(names) != sorted(manifest):
        raise Bad("its entries are not those of its manifest")
    left = UNFOLDED + RATIO * _size(archive)
    for name in names:
        entry = _entry(archive, name, min(left, MOST_OF_ANY) if name.startswith(MEDIA) else left)
        left -= entry.size
        if entry != manifest[name]:
            raise Bad(f"{name} is not what was written")
    return about


def _size(archive: ZipFile) -> int:
    assert archive.fp
    return archive.fp.seek(0, SEEK_END)


def _small(archive: ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as entry:
        data = entry.read(most + 1)
    if len(data) > most:
        raise Bad(f"{name} unfolds to more than {most // MIB} MiB")
    return data


def _entry(archive: ZipFile, name: str, most: int) -> Entry:
    """An entry as it is; raises Bad where it unfolds to more than so many bytes."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as entry:
        while data := entry.read(1 << 20):
            digest.update(data)
            size += len(data)
            if size > most:
                raise Bad(f"{name} unfolds to far more than it should")
    return Entry(digest.hexdigest(), size)


def _rows(archive: ZipFile, table: str) -> Iterator[Row]:
    with archive.open(f"{ROWS}{table}.jsonl") as lines:
        while line := lines.readline(_MOST_LINE + 1):
            if len(line) > _MOST_LINE:
                raise Bad(f"a row of {table} is longer than {_MOST_LINE // MIB} MiB")
            row = row_of(table, line)
            if row.keys() != set(columns_of(OUT[table])):
                raise Bad(f"a row of {table} has other columns than it should have")
            for column, value in row.items():
                _check_value(table, column, value)
            yield row


def _bytes(archive: ZipFile, ids: Mapping[bytes, bytes]) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        if name.startswith(MEDIA):
            asset_id = name.removeprefix(MEDIA)
            if not is_asset_id(asset_id):
                raise Bad(f"{name} is no name of an asset")
            yield ids.get(asset_id.encode(), asset_id.encode()).decode(), archive.read(name)


def _clashes(db: Transaction, archive: ZipFile) -> bool:
    """Whether any character of the archive is here already, or any of its pictures."""
    if any(db.one(SQL.taken, {"character_id": row["character_id"]}) for row in _rows(archive, "characters")):
        return True
    return bool(assets.known(db, [row["asset_id"] for row in _rows(archive, "assets")]))


def _keep(house: House, archive: ZipFile, ids: Mapping[bytes, bytes]) -> None:
    for asset_id, data in _bytes(archive, ids):
        house.media.put(asset_id, data)


def _restore(
    db: Transaction,
    house: House,
    archive: ZipFile,
    about: About,
    assets_now: Mapping[bytes, bytes],
    clashing: bool,  # noqa: FBT001 - a unit's arguments stand in their order
    handle: str,
    plan: str,
) -> Restored:
    account = service.create_account(db, handle, plan, about.display_name)
    ids = {about.account_id.encode(): account.account_id.encode(), **assets_now}
    moved = _Moved(
        account.account_id, about.account_id, ids | _character_ids(db, archive) if clashing else {}
    )
    gone: set[str] = set()
    for table in TABLES:
        _fill(db, table, _checked(db, table, archive, moved, gone))
    _settle(db, archive, moved, about)
    house.catalogue.reveal(db, account.account_id)
    return Restored(account, clashing, len(gone))


def _character_ids(db: Transaction, archive: ZipFile) -> dict[bytes, bytes]:
    """New ids, which sort as the old ones do."""
    olds = sorted(row["character_id"] for row in _rows(archive, "characters"))
    return {old.encode(): db.new_id().encode() for old in olds}


def _asset_ids(archive: ZipFile, handle: str) -> dict[bytes, bytes]:
    """New ids, which nobody can guess; what fails leaves bytes that are swept up."""
    salt = secrets.token_bytes()
    olds = [row["asset_id"].encode() for row in _rows(archive, "assets")]
    return {old: id_of(salt, handle, old).encode() for old in olds}


def _checked(db: Transaction, table: str, archive: ZipFile, moved: _Moved, gone: set[str]) -> Iterator[Row]:
    """Rows as they are entered; threads with characters who aren't here are left out, with all that is in them."""
    columns = set(columns_of(OUT[table]))
    for read in _rows(archive, table):
        for column in columns:
            kind = _CHECKS.get((table, column))
            if kind and read[column] is not None:
                msgspec.json.decode(read[column], type=kind)
        row = moved.row({name: _mended(value) for name, value in read.items()})
        _check_whose(table, row, moved)
        if table in _ELSEWHERE and not _is_here(db, row):
            gone |= {row["thread_id"]} if table == "threads" else set()
        elif row.get("thread_id") not in gone or row.get("thread_id") is None:
            yield row


def _mended(value: Any) -> Any:
    """A text without NUL, which SQLite takes and PostgreSQL does not."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _check_value(table: str, column: str, value: Any) -> None:
    """A value is of the kind that its column has."""
    kind, may_be_missing = kinds()[table, column]
    whole = kind is not int or (type(value) is int and abs(value) < _TOO_LARGE)
    if (value is None and may_be_missing) or (isinstance(value, kind) and whole):
        return
    raise Bad(f"a row of {table} has no {column} that it can have")


def _check_whose(table: str, row: Row, moved: _Moved) -> None:
    """An archive fills nobody else's account."""
    owner = row.get("account_id", row.get("owner_id"))
    if owner != moved.account_id or not is_uuid(str(row.get("character_id") or moved.account_id)):
        raise Bad(f"a row of {table} is another account's")
    if table == "threads":
        row |= {"reply_id": None, "reply_until": 0}


def _is_here(db: Transaction, row: Row) -> bool:
    whose = Whose(row["owner_id"], row["character_id"])
    return characters.find(db, whose.account_id, whose.character_id) is not None


def _fill(db: Transaction, table: str, rows: Iterable[Row]) -> None:
    batch: list[Row] = []
    statement = IN[table]
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            db.many(statement, batch)
            batch = []
    if batch:
        db.many(statement, batch)


def _settle(db: Transaction, archive: ZipFile, moved: _Moved, about: About) -> None:
    """What is kept about characters elsewhere than in their rows: how many there are, and their share links."""
    whose = {"account_id": moved.account_id}
    db.run(SQL.total_in, whose | {"count": about.rows.get("characters", 0)})
    for row in _rows(archive, "characters"):
        if row["share_id"] is None:
            continue
        shared = whose | {"character_id": moved.text(row["character_id"])}
        if not db.run(SQL.share_in, shared | {"share_id": row["share_id"]}):
            db.run(SQL.unshare, shared)
