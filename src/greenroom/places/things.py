"""Things that stand in containers beside characters: how scenes and common knowledge are kept as rows.

A thing has a working copy, and a live one: that which was deployed last. Both are frozen structs of its kind.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from greenroom.database import Row, Statement, Transaction, Value
from greenroom.places.containers import folded
from greenroom.problems import NotFound

T = TypeVar("T", bound=Struct)


class Spot(NamedTuple):
    """Whose container it is that things stand in, its kind, and its name, folded."""

    account_id: str
    kind: str
    container: str


class Thing(Struct, Generic[T], frozen=True):
    """One thing: `content` is its working copy, which counts its revisions; times are microseconds since 1970, UTC."""

    spot: Spot
    thing_id: str
    address: str
    created_at: int
    updated_at: int
    revision: int
    live_revision: int | None
    content: T


class Queries(NamedTuple):
    """The statements over the table of one kind of things."""

    insert: Statement
    one: Statement
    locked: Statement
    many: Statement
    update: Statement
    deploy: Statement
    delete: Statement


class Drawer(Generic[T]):
    """All things of one kind: `content` is their struct, `noun` what they are called when there is none."""

    def __init__(self, noun: str, content: type[T], queries: Queries) -> None:
        self.noun = noun
        self._queries = queries
        self.read = msgspec.json.Decoder(content).decode  # a thing as it is kept

    def insert(self, db: Transaction, spot: Spot, addresses: Iterable[str], content: T) -> Thing[T]:
        """A new thing under the first of these addresses that is free, or else under its id."""
        identity = db.new_id()
        row: dict[str, Value] = {**spot._asdict(), "thing_id": identity, "now": db.now}
        row["draft"] = msgspec.json.encode(content)
        free = (
            one
            for one in chain(addresses, [identity])
            if db.run(self._queries.insert, row | {"address": folded(one)})
        )
        found = self.find(db, spot, next(free))
        assert found is not None
        return found

    def find(self, db: Transaction, spot: Spot, address: str) -> Thing[T] | None:
        """The thing with this address, in any case, or with this id."""
        row = db.one(self._queries.one, {**spot._asdict(), "address": folded(address)})
        return self._thing(row) if row else None

    def lock(self, db: Transaction, thing: Thing[T]) -> Thing[T]:
        """A thing as it is now, which nobody else changes until the transaction ends; raises NotFound if it is gone."""
        row = db.one(self._queries.locked, _of(thing))
        if row is None:
            raise NotFound(self.noun, thing.address)
        return self._thing(row)

    def page(self, db: Transaction, spot: Spot, after: str, most: int) -> list[Thing[T]]:
        """Up to `most` things of a container after the one with this id, in the order of their making."""
        rows = db.all(self._queries.many, {**spot._asdict(), "after": after, "most": most})
        return [self._thing(row) for row in rows]

    def replace(self, db: Transaction, thing: Thing[T], content: T) -> Thing[T]:
        """Another working copy of a thing, which is a new revision; the live copy stays as it is."""
        db.run(self._queries.update, {**_of(thing), "draft": msgspec.json.encode(content), "now": db.now})
        return self.lock(db, thing)

    def deploy(self, db: Transaction, thing: Thing[T]) -> Thing[T]:
        """Make the working copy the live one."""
        db.run(self._queries.deploy, _of(thing))
        return self.lock(db, thing)

    def delete(self, db: Transaction, thing: Thing[T]) -> None:
        """Remove a thing."""
        db.run(self._queries.delete, _of(thing))

    def _thing(self, row: Row) -> Thing[T]:
        account_id, kind, container, identity, address, created_at, updated_at, revision, live, draft = row
        spot, content = Spot(account_id, kind, container), self.read(draft)
        return Thing(spot, identity, address, created_at, updated_at, revision, live, content)


def _of(thing: Thing[Any]) -> dict[str, Value]:
    return {**thing.spot._asdict(), "thing_id": thing.thing_id}
