"""Looking after a PostgreSQL database as a whole."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Self

import psycopg
from psycopg.errors import LockNotAvailable
from psycopg.sql import SQL, Composed, Identifier

from greenroom.database.keeper import Contended, Table
from greenroom.database.postgres.server import KEEPING, Server
from greenroom.database.refused import Refused
from greenroom.database.transaction import Row

WORDS = {
    "${bytes}": "BYTEA",
    "${clustered}": "",
    "${passing}": "UNLOGGED",
    "${editions}": "",  # who talks with one character would wait for those who talk with the account's others
    "${search}": files(__package__).joinpath("search.sql").read_text("utf-8"),
    "TEXT": 'TEXT COLLATE "C"',
}
"""Text sorts by code points, as in SQLite, whatever the database's own collation is."""

KINDS: dict[int, type] = {17: bytes, 20: int, 23: int, 25: str, 701: float}
"""By the numbers that PostgreSQL gives to its types."""

OLDEST = 140_000

_LOCK = 0x67726E726D  # any number that others don't use

_TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname COLLATE "C"
"""
_TYPES = """
    SELECT a.attname, a.atttypid FROM pg_attribute a
    WHERE a.attrelid = quote_ident(%s)::regclass AND a.attnum > 0
"""
_REFERENCES = """
    SELECT c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
    FROM pg_constraint c WHERE c.connamespace = current_schema()::regnamespace AND c.contype = 'f'
"""


class PostgresKeeper:
    """A connection to a database that must exist. See `database.keeper`."""

    words = WORDS

    def __init__(self, server: Server) -> None:
        self._connection = server.connect(KEEPING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def check_server(self) -> None:
        """Refuse a server that is too old, or a database that can't hold every character.

        Raises:
            Refused: with what to do about it.
        """
        info = self._connection.info
        if info.server_version < OLDEST:
            raise Refused(
                f"The server is PostgreSQL {info.server_version // 10_000}; Greenroom needs 14 or newer."
            )
        encoding = info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise Refused(f"The database's encoding is {encoding}; create one with ENCODING 'UTF8'.")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A transaction under an advisory lock."""
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            self._connection.execute(
                "SET LOCAL lock_timeout = '1s'"
            )  # others queue up behind us while we wait
            yield

    @contextmanager
    def still(self) -> Iterator[None]:
        """A REPEATABLE READ transaction; its first query fixes what it sees."""
        with self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            self._connection.execute("SELECT 1")
            yield

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """Takes the foreign keys away and puts them back, which checks them."""
        references = self._connection.execute(_REFERENCES).fetchall()
        for table, name, _ in references:
            self.script(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in references:
            self.script(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")

    def tables(self) -> list[Table]:
        """From the catalogue: logged tables of the current schema, without generated columns."""
        return [Table(name, tuple(columns)) for name, columns in self._connection.execute(_TABLES)]

    def kinds(self, table: Table) -> list[type]:
        """From the catalogue."""
        return [KINDS[number] for number in self._types(table)]

    def rows(self, table: Table) -> Iterator[Row]:
        """Streamed by COPY in the binary format."""
        copy = SQL("COPY {} ({}) TO STDOUT (FORMAT binary)").format(*_names(table))
        types = self._types(table)
        with self._connection.cursor() as cursor, cursor.copy(copy) as out:
            out.set_types(types)
            yield from out.rows()

    def fill(self, table: Table, rows: Iterable[Row]) -> None:
        """Streamed by COPY in the binary format.

        Raises:
            Refused: a value that PostgreSQL can't hold, as text with U+0000 or an INTEGER beyond 32 bits.
        """
        copy = SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(*_names(table))
        types = self._types(table)
        try:
            with self._connection.cursor() as cursor, cursor.copy(copy) as into:
                into.set_types(types)
                for row in rows:
                    into.write_row(row)
        except psycopg.DataError as error:
            raise Refused(f"PostgreSQL can't hold a row of the table {table.name}: {error}.") from error

    def scrub(self) -> None:
        """Nothing: PostgreSQL vacuums in its own time."""

    def script(self, sql: str) -> None:
        """All statements in one message."""
        try:
            self._connection.execute(sql.encode())
        except LockNotAvailable as error:
            raise Contended from error

    def _types(self, table: Table) -> list[int]:
        """The type of each column, as PostgreSQL numbers them."""
        types: dict[str, int] = dict(self._connection.execute(_TYPES, [table.name]).fetchall())
        return [types[column] for column in table.columns]


def _names(table: Table) -> tuple[Identifier, Composed]:
    return Identifier(table.name), SQL(", ").join(map(Identifier, table.columns))
