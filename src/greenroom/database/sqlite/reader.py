"""Reading on a thread of its own: whatever is queued is read from one snapshot."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenroom.database.job import Job, unavailable
from greenroom.database.sqlite.connection import CACHE, connect, translated
from greenroom.database.sqlite.recall import RecallingTransaction
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId


class Reader:
    """Serves reading units, each batch in one transaction.

    The transaction is what gives a unit of several statements a consistent view. It costs 5 µs, which the units that
    were queued together share. It begins after all of them were queued, so each sees every write that was
    acknowledged to its caller, by this process or another. `cache` is that of `connect`, `recalled` how many bytes of
    rows are remembered.
    """

    def __init__(
        self, path: Path, clock: Clock, new_id: NewId, *, cache: int = CACHE, recalled: int = 0
    ) -> None:
        self._path = path
        self._cache = cache
        self._recalled = recalled
        self._clock = clock
        self._new_id = new_id
        self._db: RecallingTransaction | None = None

    def serve(self, jobs: Sequence[Job[Any]]) -> None:
        """Run `jobs` in one transaction."""
        try:
            self._read(self._opened(), jobs)
        except sqlite3.Error as error:
            self.close()
            for job in jobs:
                job.error = unavailable(error)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._db is not None:
            self._db.close()
        self._db = None

    def _read(self, db: RecallingTransaction, jobs: Sequence[Job[Any]]) -> None:
        db.begin()
        for job in jobs:
            if not job.abandoned:
                db.now = self._clock()
                job.run(db)
                job.error = translated(job.error)
        db.end()

    def _opened(self) -> RecallingTransaction:
        if self._db is None:
            connection = connect(self._path, cache=self._cache)
            connection.execute("PRAGMA query_only = ON")
            self._db = RecallingTransaction(connection, self._new_id, self._recalled)
        return self._db
