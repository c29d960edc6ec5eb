"""What a unit of work sees: a transaction.

A *unit* is a plain function that takes the transaction first and has done all its work when it returns:

    def rename(db: Transaction, account_id: str, name: str) -> bool:
        return db.run(SQL.rename, {"account_id": account_id, "name": name}) == 1

    await database.write(rename, who.account_id, "Ada")

A unit may be run more than once before it counts (PostgreSQL asks for that when writers collide, and a reading unit
that turns out to need a snapshot starts again in one), so nothing it does may matter but through `db`. It should take
milliseconds: on SQLite the writing units of all callers follow one another on one thread.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from greenroom.database.statements import Statement

Value = str | int | float | bytes | None
"""What a column holds on both engines. PostgreSQL refuses U+0000 in str; documents that may hold it are bytes."""

Row = tuple[Any, ...]
"""One row, its columns in the order of the statement."""


class Transaction(Protocol):
    """`db` in signatures: where a unit reads and writes."""

    now: int
    """Microseconds since 1970, UTC: one moment for the whole unit."""

    def new_id(self) -> str:
        """A new UUIDv7."""
        ...

    def one(self, statement: Statement, values: Mapping[str, Value]) -> Row | None:
        """The first row, or None if there is none."""
        ...

    def all(self, statement: Statement, values: Mapping[str, Value]) -> list[Row]:
        """Every row."""
        ...

    def run(self, statement: Statement, values: Mapping[str, Value]) -> int:
        """The number of rows that were inserted, updated or deleted."""
        ...

    def many(self, statement: Statement, values: Sequence[Mapping[str, Value]]) -> None:
        """Run `statement` once for each mapping."""
        ...
