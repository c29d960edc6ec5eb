"""The lanes of a SQLite database."""

from functools import partial
from pathlib import Path

from greenroom.database.counters import Counters
from greenroom.database.database import Database
from greenroom.database.lane import Lane
from greenroom.database.sqlite.group_commit import GroupCommit
from greenroom.database.sqlite.reader import Reader
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId

READS_AT_ONCE = 32
RECALLED = 8 * 1024 * 1024
"""Bytes of rows that the reader for look-ups by key remembers."""

SCANNERS = 2
SCANNED = 2 * 1024
"""KiB of the file that each scanner keeps: a list is longer than any cache, and the system keeps the file anyway."""

SEARCHERS = 2


def sqlite_database(path: Path, clock: Clock, new_id: NewId) -> Database:
    """One writer, one reader for look-ups by key, two for lists and two for searches, on a file that is there and migrated."""
    reader = partial(Reader, path, clock, new_id)
    counters = Counters()
    return Database(
        "sqlite",
        reads=Lane("reader", partial(reader, recalled=RECALLED), batch=READS_AT_ONCE),
        scans=Lane("scanner", partial(reader, cache=SCANNED), threads=SCANNERS),
        searches=Lane("searcher", reader, threads=SEARCHERS),
        writes=GroupCommit(path, clock, new_id, counters),
        counters=counters,
        counts_editions=True,
    )
