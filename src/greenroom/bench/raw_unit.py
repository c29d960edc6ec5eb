"""The raw driver as a transaction: units of the server's own run on it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from greenroom.database import Row, Statement, Value
from greenroom.kit.clock import system_clock
from greenroom.kit.ids import new_uuid7

Values = Mapping[str, Value]
Execute = Callable[[Statement, Values], Any]


class Unit:
    """Has each statement run by the driver, and nothing more; whoever uses it begins and commits."""

    __slots__ = ("_execute", "now")

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
        self.now = system_clock()

    def new_id(self) -> str:
        """A new UUIDv7."""
        return new_uuid7()

    def one(self, statement: Statement, values: Values) -> Row | None:
        """The first row, or None if there is none."""
        row: Row | None = self._execute(statement, values).fetchone()
        return row

    def all(self, statement: Statement, values: Values) -> list[Row]:
        """Every row."""
        rows: list[Row] = self._execute(statement, values).fetchall()
        return rows

    def run(self, statement: Statement, values: Values) -> int:
        """The number of rows that were changed."""
        return int(self._execute(statement, values).rowcount)

    def many(self, statement: Statement, values: Sequence[Values]) -> None:
        """Run `statement` once for each mapping."""
        for each in values:
            self._execute(statement, each)
