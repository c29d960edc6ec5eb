"""The request log: who asked what and when, in a SQLite file of its own.

It is lossy on purpose: lines wait in memory and a thread writes them about once a second without waiting for the disk;
when it falls behind, lines are dropped. It never costs a request its speed or a character its durability. It holds no
bodies, no query strings and no keys, only the public ids of keys.
"""

import sqlite3
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path

from greenroom.http.logs import masked
from greenroom.http.server import Seen

_MOST_WAITING = 20_000
_EVERY = 1.0
_DAY = 86_400
_SCHEMA = """
CREATE TABLE IF NOT EXISTS requests (
  moment REAL NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, seconds REAL NOT NULL,
  dialect TEXT NOT NULL, key_id TEXT NOT NULL, address TEXT NOT NULL, request_id TEXT NOT NULL);
"""
_SWEEP = """
DELETE FROM requests WHERE rowid < COALESCE(
  (SELECT rowid FROM requests WHERE moment >= ? ORDER BY rowid LIMIT 1), (SELECT MAX(rowid) + 1 FROM requests))
"""
"""Lines lie in the order of time, so an index on it would be paid for by every request and serve only this."""

_INSERT = "INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class RequestLog:
    """A log in `file`, its lines kept for `days`."""

    def __init__(self, file: Path, days: int) -> None:
        self._file = file
        self._days = days
        self._waiting: deque[Seen] = deque(maxlen=_MOST_WAITING)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="request log", daemon=True)
        self._thread.start()

    def add(self, seen: Seen) -> None:
        """Note a request; returns at once."""
        self._waiting.append(seen)

    def close(self) -> None:
        """Write what is waiting, and stop."""
        self._stopping.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        with suppress(sqlite3.Error):  # a log that cannot be written is not worth a server
            log = sqlite3.connect(self._file, isolation_level=None)
            log.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + _SCHEMA)
            next_sweep = 0.0
            while True:
                stopping = self._stopping.wait(_EVERY)
                self._write(log)
                if time.time() > next_sweep:
                    log.execute(_SWEEP, (time.time() - self._days * _DAY,))
                    next_sweep = time.time() + 3600
                if stopping:
                    break
            log.close()

    def _write(self, log: sqlite3.Connection) -> None:
        waiting = [self._waiting.popleft() for _ in range(len(self._waiting))]
        lines = [seen._replace(path=masked(seen.path)) if "rp_" in seen.path else seen for seen in waiting]
        if lines:
            with suppress(sqlite3.OperationalError):
                log.execute("BEGIN")
                log.executemany(_INSERT, lines)
                log.execute("COMMIT")
