"""Connections to a SQLite file, and what of SQLite must be there."""

import sqlite3
from contextlib import closing
from pathlib import Path

from greenroom.database.job import unavailable
from greenroom.database.refused import Refused

OLDEST = (3, 38, 0)
BUSY_SECONDS = 15.0
"""How long to wait for another process that is writing. Group commits take milliseconds; a bulk import may take more."""

PRAGMAS = (
    "foreign_keys = ON",
    "page_size = 16384",  # of a new file; a document of 4 KB fits without a page of its own, so less is written
    "synchronous = FULL",  # in WAL mode: wait for the disk at every commit; NORMAL loses acknowledged rows
    "fullfsync = ON",  # macOS: a plain fsync leaves the data in the disk's own cache
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",  # what is deleted is overwritten, however this SQLite was built
    "temp_store = MEMORY",
    "mmap_size = 0",  # an unreadable page of a mapped file would kill the process; gains nothing measurable
    "journal_size_limit = 67108864",  # a WAL that a long reader let grow is cut back to 64 MiB
)

CACHE = 32 * 1024
"""KiB of the file that a connection keeps, taken as needed."""

_OUT_OF_REACH = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PROTOCOL,
}


def connect(path: Path, *, create: bool = False, cache: int = CACHE) -> sqlite3.Connection:
    """A connection that commits by itself unless told `BEGIN`; it belongs to the thread that made it.

    It keeps at most `cache` KiB of the file.

    Raises:
        sqlite3.OperationalError: the file can't be opened, or isn't there and shall not be created.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        cached_statements=512,
    )
    try:
        for pragma in (*PRAGMAS, f"cache_size = -{cache}"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_library(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse a SQLite that is too old or lacks full-text search.

    Raises:
        Refused: with what to do about it.
    """
    if version < OLDEST:
        have, need = (".".join(map(str, numbers)) for numbers in (version, OLDEST))
        raise Refused(f"Python's SQLite is {have}; Greenroom needs {need} or newer.")
    with closing(sqlite3.connect(":memory:")) as memory:
        try:
            memory.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError:
            raise Refused(
                "Python's SQLite lacks FTS5 (full-text search); use a Python that has it."
            ) from None


def translated(error: Exception | None) -> Exception | None:
    """`error`, or `problems.Unavailable` if it tells of the disk, the file or its locks and not of the statement."""
    code = getattr(error, "sqlite_errorcode", None)
    return unavailable(error) if code is not None and code & 0xFF in _OUT_OF_REACH else error
