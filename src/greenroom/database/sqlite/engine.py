"""SQLite at one path."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from greenroom.database.engine import Engine
from greenroom.database.job import unavailable
from greenroom.database.refused import Refused
from greenroom.database.replacement import replacement, sweep
from greenroom.database.sqlite.connection import check_library
from greenroom.database.sqlite.database import sqlite_database
from greenroom.database.sqlite.keeper import SqliteKeeper


def sqlite_engine(path: Path) -> Engine:
    """The engine for the file at `path`.

    Raises:
        Refused: the SQLite that Python brings is too old, or lacks full-text search.
    """
    check_library()
    return Engine(
        name="sqlite",
        database=partial(sqlite_database, path),
        keeper=partial(_keeper, path),
        founder=partial(_founder, path),
        blank=partial(_blank, path),
        backups=path.parent / "backups",
    )


def _keeper(path: Path) -> SqliteKeeper:
    with _opening(path):
        return SqliteKeeper(path)


def _founder(path: Path) -> SqliteKeeper:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opening(path, create=True):
        keeper = SqliteKeeper(path, create=True)
        try:
            keeper.use_wal()
        except sqlite3.Error:
            keeper.close()
            raise
        return keeper


@contextmanager
def _blank(path: Path, last: Callable[[], object]) -> Iterator[SqliteKeeper]:
    """A file beside `path`; only its new name comes after `last`."""
    _check_free(path)
    sweep(path)
    with replacement(path) as part:
        with _opening(part, create=True):
            keeper = SqliteKeeper(part, create=True)
        with keeper, keeper.alone():
            yield keeper
        _check_free(path)  # a server may have been started meanwhile
        last()


def _check_free(path: Path) -> None:
    for there in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))):
        if there.exists():
            raise Refused(f"{there} is there already: name a place where there is nothing yet.")


@contextmanager
def _opening(path: Path, *, create: bool = False) -> Iterator[None]:
    """Refuses what is no file, and turns what SQLite says of one into words for whoever gave the path."""
    if path.is_dir():
        raise Refused(f"{path} is a folder: name a file in it.")
    if path.exists() and not path.is_file():
        raise Refused(f"{path} is no file that can hold a database.")
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN:
            raise Refused(_why_closed(path, create=create)) from error
        raise unavailable(error) from error
    except sqlite3.DatabaseError as error:
        raise Refused(f"{path} is not a SQLite database: {error}.") from error


def _why_closed(path: Path, *, create: bool) -> str:
    """Why SQLite can't open a file, and what to do; beside a database that it only reads it writes, too."""
    if not create and not path.exists():
        return f"There is no database at {path}."
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            return (
                f"{place} can't be written: it is read-only, or somebody else's, and a database can't even be read then. "
                "Make it writable for whoever runs this, or name a copy that is."
            )
    return f"{path} can't be opened as a database."
