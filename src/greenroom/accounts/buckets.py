"""Buckets: the numbers that limits are made of, in the database, where several processes share them.

Each is one row, taken from by one statement, so that no two processes can count over one another. Whom it is of stands
there only as a keyed hash. A crash of the database may forget them all, which at worst lets everybody in once more.
"""

from hashlib import blake2b
from typing import NamedTuple

from greenroom.accounts.store import SQL
from greenroom.database import Database, Transaction, Value
from greenroom.kit.clock import MINUTE


class Taken(NamedTuple):
    """A bucket, in microseconds of the database's clock: when it will be empty again, and when that was asked."""

    arrival: int
    granted: bool
    now: int


class Buckets:
    """All buckets over one database. `secret` is the server's own."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._key = blake2b(secret, digest_size=32).digest()

    async def take(self, kind: str, who: str, step: int, room: int) -> Taken:
        """Put `step` into the bucket unless it is fuller than `room`."""
        return await self._database.write_single(_take, self._name(kind, who), step, room)

    async def look(self, kind: str, who: str) -> Taken:
        """The bucket as it is."""
        return await self._database.read(_look, self._name(kind, who))

    async def lower(self, kind: str, who: str, step: int) -> None:
        """Take `step` out of it again."""
        await self._database.write_single(_lower, self._name(kind, who), step)

    async def empty(self, kind: str, who: str) -> None:
        """Let it be empty."""
        await self._database.write_single(_empty, self._name(kind, who))

    def _name(self, kind: str, who: str) -> bytes:
        return blake2b(
            f"{kind}\0{who}".encode("utf-8", "surrogatepass"), digest_size=16, key=self._key
        ).digest()


def forget_old(db: Transaction) -> int:
    """Remove those that have been empty for an hour, for clocks may differ; how many."""
    return db.run(SQL.forget_buckets, {"before": db.now - 60 * MINUTE})


def _take(db: Transaction, bucket: bytes, step: int, room: int) -> Taken:
    named: dict[str, Value] = {"bucket": bucket, "step": step, "room": room, "now": db.now}
    row = db.one(SQL.take_bucket, named)
    assert row is not None
    return Taken(row[0], bool(row[1]), row[2])


def _look(db: Transaction, bucket: bytes) -> Taken:
    row = db.one(SQL.look_at_bucket, {"bucket": bucket, "now": db.now})
    assert row is not None
    return Taken(row[0], bool(row[1]), row[2])


def _lower(db: Transaction, bucket: bytes, step: int) -> None:
    db.run(SQL.lower_bucket, {"bucket": bucket, "step": step})


def _empty(db: Transaction, bucket: bytes) -> None:
    db.run(SQL.empty_bucket, {"bucket": bucket})
