"""The lanes of a SQLite database."""

from pathlib import Path

from greenroom.database.counters import Counters
from greenroom.database.database import Database
from greenroom.database.lane import Lane
from greenroom.database.sqlite.group_commit import GroupCommit
from greenroom.database.sqlite.reader import Reader
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId

READS_AT_ONCE = 32
SCANNERS = 2
SCANNED = 2 * 1024
"""KiB of the file that each scanner keeps: a list is longer than any cache, and the system keeps the file anyway."""

SEARCHERS = 2


def sqlite_database(path: Path, clock: Clock, new_id: NewId) -> Database:
    """One writer, one reader for look-ups by key, two for lists and two for searches, on a file that is there and migrated."""

    def reader() -> Reader:
        return Reader(path, clock, new_id)

    def scanner() -> Reader:
        return Reader(path, clock, new_id, cache=SCANNED)

    counters = Counters()
    return Database(
        "sqlite",
        reads=Lane("reader", reader, batch=READS_AT_ONCE),
        scans=Lane("scanner", scanner, threads=SCANNERS),
        searches=Lane("searcher", reader, threads=SEARCHERS),
        writes=GroupCommit(path, clock, new_id, counters),
        counters=counters,
        counts_editions=True,
    )
