"""A connection for looking after a whole database: migrations, backups and restores use it, rooms never do."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, Self

from greenroom.database.transaction import Row


class Table(NamedTuple):
    """An ordinary table: no view, and nothing that an engine derives from other tables."""

    name: str
    columns: tuple[str, ...]


class Contended(Exception):
    """Tables were not to be had in time, since others work with them; nothing was changed."""


class Keeper(Protocol):
    """One connection, outside any transaction to begin with. A context manager: leaving it closes the connection."""

    @property
    def words(self) -> Mapping[str, str]:
        """What the schema's `${braced}` words and TEXT are called here."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def alone(self) -> AbstractContextManager[None]:
        """A transaction that no other keeper's overlaps; committed at the end, rolled back on an exception."""
        ...

    def unchecked(self) -> AbstractContextManager[None]:
        """Within, rows may be filled in any order; by its end, those that they refer to must be there."""
        ...

    def still(self) -> AbstractContextManager[None]:
        """A reading transaction in which nothing moves, however long it takes; it holds up no writer."""
        ...

    def tables(self) -> list[Table]:
        """All tables, sorted by name, columns in their order."""
        ...

    def kinds(self, table: Table) -> list[type]:
        """The Python type of the values that each column of `table` holds, besides None."""
        ...

    def rows(self, table: Table) -> Iterator[Row]:
        """Every row, in any order, a few in memory at a time."""
        ...

    def fill(self, table: Table, rows: Iterable[Row]) -> None:
        """Insert `rows`."""
        ...

    def scrub(self) -> None:
        """Leave nothing of what was deleted in files, as far as that is ours to do."""
        ...

    def script(self, sql: str) -> None:
        """Run the statements of `sql`, which returns nothing; raises Contended where others hold its tables for long."""
        ...
