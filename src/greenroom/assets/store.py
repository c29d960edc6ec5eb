"""Rows of assets and their uses. Each function is work within the caller's transaction."""

from collections.abc import Collection

import msgspec

from greenroom import problems
from greenroom.assets.ids import is_asset_id
from greenroom.assets.model import Asset, Kept, Usage
from greenroom.database.statements import statements
from greenroom.database.transaction import Row, Transaction, Value

SQL = statements(__package__)


def keep(db: Transaction, account_id: str, asset: Asset) -> None:
    """Make the asset the account's, if it is not yet. Its bytes have been put within the last minutes (media.py)."""
    db.run(SQL.keep, {"account_id": account_id, "now": db.now, **msgspec.structs.asdict(asset)})


def use(db: Transaction, account_id: str, asset_id: str, character_id: str) -> None:
    """Note that some revision of the character refers to the asset; to note it again changes nothing.

    Raises:
        NotFound: the account has no such asset.
    """
    key = {"account_id": account_id, "asset_id": asset_id, "character_id": character_id}
    if not db.run(SQL.use, key):
        raise problems.NotFound("Asset", asset_id)


def hold(db: Transaction, account_id: str, asset_id: str) -> None:
    """Keep an asset from being dropped until the transaction ends, by when something must use it; raises NotFound."""
    if not db.one(SQL.hold, {"account_id": account_id, "asset_id": asset_id}):
        raise problems.NotFound("asset", asset_id)


def release_character(db: Transaction, account_id: str, character_id: str) -> list[str]:
    """Drop the character's uses, and the assets that nobody uses any more, whose ids are returned.

    Call it before the character's row is deleted, because its uses go with it. Delete the bytes after the commit.
    """
    character = {"account_id": account_id, "character_id": character_id}
    used = [asset_id for (asset_id,) in db.all(SQL.used_by, character)]
    db.run(SQL.release, character)
    return [
        asset_id
        for asset_id in used
        if db.run(SQL.discard_unused, {"account_id": account_id, "asset_id": asset_id})
    ]


def assets_of(db: Transaction, account_id: str) -> list[Asset]:
    """Everything the account keeps, oldest first; ask before the account is deleted, because the rows go with it."""
    return [Asset(*row) for row in db.all(SQL.assets_of, {"account_id": account_id})]


def page(db: Transaction, account_id: str, before: tuple[int, str], most: int) -> list[Kept]:
    """Assets of an account from the newest on, kept before this moment, or at it with an id that sorts before this one."""
    created_at, asset_id = before
    values: dict[str, Value] = {
        "account_id": account_id,
        "created_at": created_at,
        "asset_id": asset_id,
        "most": most,
    }
    return [_kept(row) for row in db.all(SQL.page, values)]


def get(db: Transaction, account_id: str, asset_id: str) -> Kept:
    """An asset of an account; raises NotFound."""
    row = (
        db.one(SQL.asset, {"account_id": account_id, "asset_id": asset_id}) if is_asset_id(asset_id) else None
    )
    if row is None:
        raise problems.NotFound("asset", asset_id)
    return _kept(row)


def is_kept(db: Transaction, account_id: str, asset_id: str) -> bool:
    """Whether an account has this asset."""
    return db.one(SQL.asset, {"account_id": account_id, "asset_id": asset_id}) is not None


def discard(db: Transaction, account_id: str, asset_id: str) -> None:
    """Drop an asset; raises NotFound, or InUse while a persona or any revision of a character refers to it.

    Delete the bytes after the commit.
    """
    get(db, account_id, asset_id)
    key = {"account_id": account_id, "asset_id": asset_id}
    db.one(SQL.lock, key)  # who begins to use it now waits, or we wait for them
    if not db.run(SQL.discard_unused, key):
        raise problems.InUse(
            "asset",
            asset_id,
            "characters, by earlier revisions of them, by personas, or by the account's own page",
        )


def discard_if_unused(db: Transaction, account_id: str, asset_id: str) -> bool:
    """Drop an asset that nothing of the account uses; whether it was. Its bytes go after the commit."""
    key = {"account_id": account_id, "asset_id": asset_id}
    db.one(SQL.lock, key)
    return db.run(SQL.discard_unused, key) > 0


def usage(db: Transaction, account_id: str) -> Usage:
    """How much an account keeps."""
    row = db.one(SQL.usage, {"account_id": account_id})
    assert row is not None
    return Usage(*row)


def _kept(row: Row) -> Kept:
    *fields, created_at, uses = row
    return Kept(Asset(*fields), created_at, uses)


def known(db: Transaction, asset_ids: Collection[str]) -> set[str]:
    """Those of the ids that are some account's. Reads all assets once; for a batch of thousands, on the lane of scans."""
    texts = msgspec.json.encode(list(asset_ids)).decode()
    return {asset_id for (asset_id,) in db.all(SQL.known, {"asset_ids": texts})}
