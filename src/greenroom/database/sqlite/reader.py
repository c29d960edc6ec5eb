"""Reading on a thread of its own: whatever is queued is read from one snapshot."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenroom.database.job import Job, unavailable
from greenroom.database.sqlite.connection import CACHE, connect, translated
from greenroom.database.sqlite.transaction import SqliteTransaction
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId


class Reader:
    """Serves reading units, each batch in one transaction.

    The transaction is what gives a unit of several statements a consistent view. It costs 4 µs, which the units that
    were queued together share. It begins after all of them were queued, so each sees every write that was
    acknowledged to its caller, by this process or another. `cache` is that of `connect`.
    """

    def __init__(self, path: Path, clock: Clock, new_id: NewId, *, cache: int = CACHE) -> None:
        self._path = path
        self._cache = cache
        self._clock = clock
        self._new_id = new_id
        self._connection: sqlite3.Connection | None = None

    def serve(self, jobs: Sequence[Job[Any]]) -> None:
        """Run `jobs` in one transaction."""
        try:
            self._read(self._connected(), jobs)
        except sqlite3.Error as error:
            self.close()
            for job in jobs:
                job.error = unavailable(error)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _read(self, connection: sqlite3.Connection, jobs: Sequence[Job[Any]]) -> None:
        db = SqliteTransaction(connection, self._new_id)
        connection.execute("BEGIN")
        for job in jobs:
            if not job.abandoned:
                db.now = self._clock()
                job.run(db)
                job.error = translated(job.error)
        connection.execute("COMMIT")

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self._path, cache=self._cache)
            self._connection.execute("PRAGMA query_only = ON")
        return self._connection
