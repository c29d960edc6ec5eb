"""A transaction on a PostgreSQL connection."""

from collections.abc import Mapping, Sequence

import psycopg

from greenroom.database.statements import Statement
from greenroom.database.transaction import Row, Value
from greenroom.kit.ids import NewId


class PostgresTransaction:
    """Runs the statements of one unit on a cursor that others have used before."""

    __slots__ = ("_cursor", "new_id", "now")

    def __init__(self, cursor: psycopg.Cursor, new_id: NewId, now: int) -> None:
        self._cursor = cursor
        self.new_id = new_id
        self.now = now

    def one(self, statement: Statement, values: Mapping[str, Value]) -> Row | None:
        """The first row; the server sends them all."""
        return self._execute(statement, values).fetchone()

    def all(self, statement: Statement, values: Mapping[str, Value]) -> list[Row]:
        """Every row, in memory."""
        return self._execute(statement, values).fetchall()

    def run(self, statement: Statement, values: Mapping[str, Value]) -> int:
        """The number of rows that were changed, as the server counts them."""
        return self._execute(statement, values).rowcount

    def many(self, statement: Statement, values: Sequence[Mapping[str, Value]]) -> None:
        """Run `statement` for each mapping, without waiting for each answer."""
        self._cursor.executemany(statement.postgres.encode(), values)

    def _execute(self, statement: Statement, values: Mapping[str, Value]) -> psycopg.Cursor:
        return self._cursor.execute(statement.postgres.encode(), values)


class SecondStatement(BaseException):
    """Stops a unit that was expected to run one statement; not an Exception, so that units don't catch it."""


class SingleStatement(PostgresTransaction):
    """For a reading unit of one statement, which needs no transaction: each statement is a snapshot of its own."""

    __slots__ = ("_used",)

    def __init__(self, cursor: psycopg.Cursor, new_id: NewId, now: int) -> None:
        super().__init__(cursor, new_id, now)
        self._used = False

    def _execute(self, statement: Statement, values: Mapping[str, Value]) -> psycopg.Cursor:
        if self._used:
            raise SecondStatement
        self._used = True
        return super()._execute(statement, values)
