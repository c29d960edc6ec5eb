"""Farewell: an account goes, with everything that it owns."""

from typing import NamedTuple

from greenroom.accounts import service
from greenroom.accounts import store as accounts
from greenroom.accounts.guests import idle_guests
from greenroom.assets.media import Media
from greenroom.assets.store import assets_of
from greenroom.characters import store
from greenroom.characters.catalogue import Catalogue
from greenroom.database import Database, Transaction
from greenroom.kit.clock import DAY
from greenroom.operations import store as operations
from greenroom.problems import BadValue

_EVERY = 1_000_000


class Left(NamedTuple):
    """What a deleted account leaves outside the database: pictures, and every name that a request log may have for it."""

    pictures: list[str]
    names: set[str]


def check_farewell(handle: str, typed: str) -> None:
    """Raise BadValue unless somebody who wants to go typed their own handle, with or without `@`."""
    if typed.strip().removeprefix("@").lower() != handle.lower():
        raise BadValue("confirm", f"must be your handle, @{handle}: what is deleted does not come back")


def delete_rows(db: Transaction, account_id: str) -> Left:
    """Remove an account for good, with every row that it owns; raises NotFound. The rest is `sweep_up`'s.

    It waits for whoever changes or talks with something of it; they hold account and characters first, and so does this.
    """
    accounts.lock_account(db, account_id)
    store.doom_all(db, account_id)
    pictures = sorted({asset.asset_id for asset in assets_of(db, account_id)} | _uploads(db, account_id))
    keys = {key.key_id for key in service.list_keys(db, account_id)}
    left = Left(pictures, keys | store.names(db, account_id) | set(pictures))
    Catalogue().conceal(db, account_id)
    service.delete_account(db, account_id)
    return left


def _uploads(db: Transaction, account_id: str) -> set[str]:
    """Files that were sent to be imported: once they are, no row speaks of their bytes, which lie there for a while."""
    sent = operations.recent(db, account_id, most=_EVERY)
    return {file["asset"] for one in sent for file in one.input.get("files", ())}


def sweep_up(media: Media, left: Left) -> int:
    """Delete the bytes of the pictures that were left; how many."""
    return sum(media.delete(asset_id, young=0) for asset_id in left.pictures)


async def forget_guests(database: Database, media: Media, days: int) -> int:
    """Delete guests that nobody has seen for so many days, with everything; how many."""
    gone = 0
    while batch := await database.write(_delete_idle, days):
        gone += len(batch)
        for left in batch:
            sweep_up(media, left)
    return gone


def _delete_idle(db: Transaction, days: int) -> list[Left]:
    return [
        delete_rows(db, account_id) for account_id in sorted(idle_guests(db, db.now - days * DAY, most=10))
    ]
