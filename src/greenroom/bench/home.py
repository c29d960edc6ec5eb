"""Where an instance of ours lives that is measured: its folder, and its database in it or in PostgreSQL."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from greenroom.bench.lab import POSTGRES, Lab
from greenroom.settings import Value

_COUNT = "SELECT count(*) FROM characters"


class Home(NamedTuple):
    """`address` is that of its PostgreSQL database, None where it has SQLite's file in the folder.

    `database` is the first process of that PostgreSQL, if it is ours.
    """

    folder: Path
    address: str | None = None
    database: int | None = None

    @property
    def settings(self) -> Mapping[str, Value]:
        """What the server must be told."""
        return {"database": self.address} if self.address else {}

    @property
    def location(self) -> str:
        """Its database, as drivers want it."""
        return self.address or str(self.folder / "greenroom.sqlite3")


def characters_at(home: Home) -> int:
    """How many characters there are."""
    if home.address:
        with psycopg.connect(home.address) as connection:
            return int(connection.execute(_COUNT).fetchall()[0][0])
    with closing(sqlite3.connect(home.location)) as database:
        return int(database.execute(_COUNT).fetchone()[0])


@contextmanager
def fresh_home(lab: Lab, room: str, engine: str) -> Iterator[Home]:
    """Where nobody lived yet; a database of PostgreSQL's is dropped at the end."""
    folder = lab.room(f"{room}-{engine}")
    if engine != POSTGRES:
        yield Home(folder)
        return
    assert lab.postgres
    with lab.postgres.database() as address:
        yield Home(folder, address, lab.postgres.pid)
