"""Looking after a SQLite database as a whole."""

import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Self

from greenroom.database.keeper import Table
from greenroom.database.refused import Refused
from greenroom.database.sqlite.connection import BUSY_SECONDS, connect
from greenroom.database.transaction import Row

_OWN = files(__package__)

WORDS = {
    "${bytes}": "BLOB",
    "${clustered}": "WITHOUT ROWID",
    "${passing}": "",
    "${editions}": _OWN.joinpath("editions.sql").read_text("utf-8"),
    "${search}": _OWN.joinpath("search.sql").read_text("utf-8"),
    "TEXT": "TEXT",
}

KINDS: dict[str, type] = {
    "BLOB": bytes,
    "BIGINT": int,
    "INTEGER": int,
    "TEXT": str,
    "DOUBLE PRECISION": float,
}
"""By the words of the schema; SQLite itself would take anything in any column."""

_TABLES = """
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND name NOT LIKE 'passing\\_%' ESCAPE '\\' AND name <> 'found' AND name NOT LIKE 'found\\_%' ESCAPE '\\'
    ORDER BY name
"""

_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"

_INDEXES = ("found_popular", "found_recent", "found_trending")
_PAGES = 200
"""How many pages of 4 kB an index is merged by in one step."""

_COLUMNS = "SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid"


class SqliteKeeper:
    """A connection to the database at `path`, which is made if `create` says so. See `database.keeper`."""

    words = WORDS

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._connection = connect(path, create=create)
        self._connection.execute("PRAGMA foreign_keys = OFF")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def use_wal(self) -> None:
        """Set the journal mode that lets readers and a writer work side by side; the file remembers it.

        Two processes that do so to a new file at the same moment are told at once that it is locked.
        """
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The write lock is what keeps others out."""
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            yield
            self._check_references()

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """Builds the index of words at once in the end; references are not enforced, and `alone` checks them all.

        Triggers, which keep that index, would go back in it for each row.
        """
        triggers = self._connection.execute(_TRIGGERS).fetchall()
        for name, _ in triggers:
            self._connection.execute(f"DROP TRIGGER {_quoted(name)}")
        yield
        if triggers:
            self.script(_OWN.joinpath("search_build.sql").read_text("utf-8"))
        for _, sql in triggers:
            self._connection.execute(sql)

    @contextmanager
    def still(self) -> Iterator[None]:
        """A deferred transaction; its first query fixes what it sees."""
        self._connection.execute("BEGIN")
        with self._connection:
            self._connection.execute("SELECT count(*) FROM sqlite_schema")
            yield

    def tables(self) -> list[Table]:
        """From the catalogue, without generated columns and the shadow tables of full-text indexes, and without what passes."""
        names = [name for (name,) in self._connection.execute(_TABLES)]
        return [Table(name, tuple(self._columns(name))) for name in names]

    def kinds(self, table: Table) -> list[type]:
        """From the words that the schema was made with."""
        words = self._columns(table.name)
        return [KINDS[words[column]] for column in table.columns]

    def rows(self, table: Table) -> Iterator[Row]:
        """Streamed, as SQLite steps through the table."""
        return iter(self._connection.execute(f"SELECT {_columns(table)} FROM {_quoted(table.name)}"))  # noqa: S608 - quoted

    def fill(self, table: Table, rows: Iterable[Row]) -> None:
        """One INSERT a row."""
        marks = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO {_quoted(table.name)} ({_columns(table)}) VALUES ({marks})"  # noqa: S608 - quoted
        self._connection.executemany(insert, rows)

    def scrub(self) -> None:
        """Write everything back from the log of changes, which holds old pages too, and empty that.

        Before that, the indexes of words forget what they keep of deleted ones until they are merged.
        """
        for index in _INDEXES:
            self._merge(index)
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _merge(self, index: str) -> None:
        """Merge an index in steps of milliseconds, between which others write.

        The first has a negative number: all parts of the index are to be one (SQLite's documentation of FTS5, 6.6).
        """
        merge = f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)"  # noqa: S608 - one of ours
        pages, changed = -_PAGES, 2
        while changed >= 2:
            before = self._connection.total_changes
            self._connection.execute(merge, [pages])
            pages, changed = _PAGES, self._connection.total_changes - before

    def script(self, sql: str) -> None:
        """One statement after another."""
        for statement in split(sql):
            self._connection.execute(statement)

    def _columns(self, name: str) -> dict[str, str]:
        """The columns of a table in their order, with the words for their types."""
        return dict(self._connection.execute(_COLUMNS, [name]).fetchall())

    def _check_references(self) -> None:
        orphan = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if orphan is not None:
            raise Refused(f"The table {orphan[0]} has rows that refer to missing rows of {orphan[2]}.")


def split(sql: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction that it runs in."""
    statement = ""
    for part in re.findall(r"[^;]*;|[^;]+$", sql):
        statement += part
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _columns(table: Table) -> str:
    return ", ".join(map(_quoted, table.columns))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
