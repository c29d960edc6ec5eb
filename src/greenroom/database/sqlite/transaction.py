"""A transaction on a SQLite connection."""

import sqlite3
from collections.abc import Mapping, Sequence

from greenroom.database.statements import Statement
from greenroom.database.transaction import Row, Value
from greenroom.kit.ids import NewId


class SqliteTransaction:
    """Runs the statements of one unit after another; whoever begins a unit sets `now`."""

    __slots__ = ("_connection", "new_id", "now")

    def __init__(self, connection: sqlite3.Connection, new_id: NewId) -> None:
        self._connection = connection
        self.new_id = new_id
        self.now = 0

    def one(self, statement: Statement, values: Mapping[str, Value]) -> Row | None:
        """The first row; SQLite looks for no others."""
        row: Row | None = self._connection.execute(statement.sqlite, values).fetchone()
        return row

    def all(self, statement: Statement, values: Mapping[str, Value]) -> list[Row]:
        """Every row, in memory."""
        return self._connection.execute(statement.sqlite, values).fetchall()

    def run(self, statement: Statement, values: Mapping[str, Value]) -> int:
        """The number of rows that were changed; rows that a foreign key cascaded to don't count."""
        return self._connection.execute(statement.sqlite, values).rowcount

    def many(self, statement: Statement, values: Sequence[Mapping[str, Value]]) -> None:
        """Run `statement`, prepared once, for each mapping."""
        self._connection.executemany(statement.sqlite, values)
