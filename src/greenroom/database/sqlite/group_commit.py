"""The one thread that writes: what is queued is committed together, and each unit can fail alone.

Waiting for the disk takes longer than the work of a unit, so units share the wait. A unit that raises has mostly
written nothing yet, and then there is nothing to undo. Where it has, the batch is rolled back and run once more, each
unit in a savepoint of its own, so that its neighbours don't notice; savepoints for all would cost every unit a quarter
of its time. No caller is told of success before the commit they share is on the disk.
"""

import sqlite3
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from time import perf_counter
from typing import Any

from greenroom.database.counters import Counters
from greenroom.database.job import Job, deliver, unavailable
from greenroom.database.sqlite.connection import connect, translated
from greenroom.database.sqlite.transaction import SqliteTransaction
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId

MOST_UNITS = 256
MOST_SECONDS = 0.05
"""A batch takes no further unit after so much work, so that the first in it doesn't wait for long."""

LONGEST_WAIT = 0.002
"""Seconds to wait for company before a commit, if there was company lately. Whoever writes alone never waits."""

_AWAKE = sys.maxsize


class _HalfWritten(Exception):
    """A unit raised after it had written."""


class GroupCommit:
    """Queues writing units and commits them in batches."""

    def __init__(self, path: Path, clock: Clock, new_id: NewId, counters: Counters) -> None:
        self._path = path
        self._clock = clock
        self._new_id = new_id
        self._counters = counters
        self._jobs: deque[Job[Any]] = deque()
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._enough = _AWAKE  # ring the bell when so many jobs are queued
        self._company = 1  # how many units were under way at once lately
        self._door = threading.Lock()  # nothing is queued once closed
        self._closed = False
        self._connection: sqlite3.Connection | None = None
        self._thread = threading.Thread(target=self._work, name="database-writer", daemon=True)
        self._thread.start()

    def put(self, job: Job[Any]) -> None:
        """Queue `job`.

        Raises:
            problems.Unavailable: closed.
        """
        with self._door:
            if self._closed:
                raise unavailable()
            self._jobs.append(job)
        if len(self._jobs) >= self._enough:
            self._wake()

    def close(self) -> None:
        """Commit what is queued, then stop. Blocks."""
        with self._door:
            self._closed = True
        self._wake()
        self._thread.join()

    def _wake(self) -> None:
        self._enough = _AWAKE
        self._bell.put(None)

    def _sleep(self, enough: int, seconds: float | None) -> None:
        """Until `enough` jobs are queued, `seconds` have passed or the writer is closed."""
        self._enough = enough
        if len(self._jobs) < enough and not self._closed:
            with suppress(Empty):
                self._bell.get(timeout=seconds)
        self._enough = _AWAKE

    def _work(self) -> None:
        while self._gather():
            batch: list[Job[Any]] = []
            try:
                self._commit(batch)
            except sqlite3.Error as error:
                self._give_up(batch, error)
            deliver(batch)
            del batch  # as in a lane
        self._disconnect()

    def _gather(self) -> bool:
        """Wait for a first job, then a moment for half of those that are probably under way; False once closed.

        Half, because the others' callers can then prepare their next unit while the disk is busy with these.
        """
        while not self._jobs:
            if self._closed:
                return False
            self._sleep(1, None)
        if len(self._jobs) < self._company // 2:
            self._sleep(self._company // 2, LONGEST_WAIT)
        return True

    def _commit(self, batch: list[Job[Any]]) -> None:
        """Run queued jobs, moving them to `batch`, and commit them."""
        connection = self._begin(batch)
        db = SqliteTransaction(connection, self._new_id)
        ends = perf_counter() + MOST_SECONDS
        try:
            while self._jobs and len(batch) < MOST_UNITS and perf_counter() < ends:
                batch.append(self._jobs.popleft())
                self._run(connection, db, batch[-1])
        except _HalfWritten:
            connection.execute("ROLLBACK")
            connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                self._run_apart(connection, db, job)
        connection.execute("COMMIT")
        self._count(batch)

    def _begin(self, batch: list[Job[Any]]) -> sqlite3.Connection:
        """The connection in a transaction. If that fails, all who are queued have waited as long for nothing."""
        try:
            if self._connection is None:
                self._connection = connect(self._path)
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            while self._jobs:
                batch.append(self._jobs.popleft())
            raise
        return self._connection

    def _run(self, connection: sqlite3.Connection, db: SqliteTransaction, job: Job[Any]) -> None:
        if job.abandoned:
            return
        written = connection.total_changes
        db.now = self._clock()
        job.run(db)
        if job.error is not None:
            job.error = translated(job.error)
            if not connection.in_transaction:  # SQLite itself undid everything, as on a full disk
                raise sqlite3.OperationalError(str(job.error))
            if connection.total_changes != written:
                raise _HalfWritten

    def _run_apart(self, connection: sqlite3.Connection, db: SqliteTransaction, job: Job[Any]) -> None:
        connection.execute("SAVEPOINT unit")
        try:
            self._run(connection, db, job)
        except _HalfWritten:
            connection.execute("ROLLBACK TO unit")
        connection.execute("RELEASE unit")

    def _count(self, batch: Sequence[Job[Any]]) -> None:
        self._counters.commits += 1
        self._counters.units += sum(job.error is None for job in batch)
        self._company = max(len(batch) + len(self._jobs), self._company * 3 // 4)

    def _give_up(self, batch: Sequence[Job[Any]], error: sqlite3.Error) -> None:
        """Nothing of `batch` was kept. The next one starts on a new connection."""
        for job in batch:
            job.error = job.error or unavailable(error)
        self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
