"""Originals: the files that characters were imported from, kept as they came, and known again by their digests.

The bytes are an asset of the account, which the character uses, so they go when it goes. A file in which there were secrets
is only remembered, and has no bytes.
"""

from msgspec import Struct
from msgspec.structs import asdict

from greenroom.assets import store as assets
from greenroom.characters.model import Record
from greenroom.characters.store import SQL
from greenroom.database import Transaction
from greenroom.database.transaction import Row, Value


class Original(Struct, frozen=True, kw_only=True):
    """The file that a character was imported from."""

    asset_id: str  # its bytes; empty where they were not kept
    sha256: str  # hexadecimal digits
    size: int  # bytes
    name: str  # of the file, as it was called
    place: str  # where in it the character stood, if it held several
    container: str  # png, json, …
    format: str  # chara_card_v3, …, or a dialect's name
    avatar: str  # the asset that was made of its picture; empty where there is none
    report: bytes  # JSON: what became of everything in it


def keep(db: Transaction, record: Record, original: Original) -> None:
    """Note which file a character is from, in place of what was noted before. Its bytes are an asset already kept."""
    whose: dict[str, Value] = {"account_id": record.account_id, "character_id": record.character_id}
    db.run(SQL.keep_original, {**whose, "now": db.now, **asdict(original)})
    if original.asset_id:
        assets.use(db, record.account_id, original.asset_id, record.character_id)


def original_of(db: Transaction, record: Record) -> Original | None:
    """The file that a character is from; None where it was not imported."""
    row = db.one(SQL.original, {"account_id": record.account_id, "character_id": record.character_id})
    return _original(row) if row else None


def pictured_in(db: Transaction, avatar: str) -> Original | None:
    """A file, anybody's, whose picture this asset is made of."""
    row = db.one(SQL.pictured_in, {"avatar": avatar})
    return _original(row) if row else None


def from_file(db: Transaction, account_id: str, sha256: str) -> dict[str, str]:
    """The characters of an account that are from a file with this digest: where in it each stood → its id."""
    rows = db.all(SQL.from_file, {"account_id": account_id, "sha256": sha256})
    return dict(rows)


def from_named(db: Transaction, account_id: str, name: str, place: str) -> dict[str, str]:
    """The characters of an account that are from files called so, and stood there in them: id → digest of the file."""
    rows = db.all(SQL.from_named, {"account_id": account_id, "name": name, "place": place})
    return dict(rows)


def _original(row: Row) -> Original:
    return Original(**dict(zip(Original.__struct_fields__, row, strict=True)))
