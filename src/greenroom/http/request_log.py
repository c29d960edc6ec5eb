"""The request log: who asked what and when, in a SQLite file of its own.

It is lossy on purpose: lines wait in memory and a thread writes them about once a second without waiting for the disk;
when it falls behind, lines are dropped. It never costs a request its speed or a character its durability. It holds no
bodies, no query strings and no keys, only the public ids of keys.

Each second is one row with its lines packed together: row by row they would cost every request 20 µs, packed 0.2.
"""

import re
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from greenroom.http.logs import masked
from greenroom.http.server import Seen

_MOST_WAITING = 20_000
EVERY = 1.0
"""Seconds between two writings."""

_PATIENCE = 15.0
_PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0)
_SEPARATORS = re.compile(r"[/.:]")
_DAY = 86_400
_SCHEMA = """
CREATE TABLE IF NOT EXISTS batches (last REAL NOT NULL, lines BLOB NOT NULL);
"""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Seen]).decode


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
            log = _opened(self._file)
            next_sweep = 0.0
            while True:
                stopping = self._stopping.wait(EVERY)
                self._write(log)
                if time.time() > next_sweep:
                    log.execute("DELETE FROM batches WHERE last < ?", (time.time() - self._days * _DAY,))
                    next_sweep = time.time() + 3600
                if stopping:
                    break
            log.close()

    def _write(self, log: sqlite3.Connection) -> None:
        waiting = [self._waiting.popleft() for _ in range(len(self._waiting))]
        lines = [_masked(seen) for seen in waiting]
        if lines:
            with suppress(sqlite3.OperationalError):
                log.execute("INSERT INTO batches VALUES (?, ?)", (lines[-1].moment, _encode(lines)))


def _opened(file: Path) -> sqlite3.Connection:
    """The log. Processes that make one at the same moment are told at once that it is locked: then once more."""
    log = sqlite3.connect(file, isolation_level=None)
    for pause in (*_PAUSES, None):
        try:
            log.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + _SCHEMA)
        except sqlite3.OperationalError:
            if pause is None:
                log.close()
                raise
            time.sleep(pause)
        else:
            break
    return log


def _masked(seen: Seen) -> Seen:
    if "rp_" in seen.path or "rp_" in seen.request_id or "rp_" in seen.note:
        path, request_id, note = map(masked, (seen.path, seen.request_id, seen.note))
        return seen._replace(path=path, request_id=request_id, note=note)
    return seen


def read_lines(file: Path) -> Iterator[Seen]:
    """The lines of a log, newest first, also while a server writes it; none where there is no log."""
    if not file.exists():
        return
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as log:
        for (lines,) in log.execute("SELECT lines FROM batches ORDER BY rowid DESC"):
            yield from reversed(_decode(lines))


def forget_lines(file: Path, names: AbstractSet[str]) -> None:
    """Remove the lines with a key of these ids, or with one of these names in their path; a server may be writing."""
    if not file.exists():
        return
    with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as log:
        log.execute("PRAGMA secure_delete=ON")  # what is gone shall not lie about in free pages
        log.execute("BEGIN IMMEDIATE")
        for row, lines in log.execute("SELECT rowid, lines FROM batches").fetchall():
            seen = _decode(lines)
            kept = [
                one
                for one in seen
                if one.key_id not in names and names.isdisjoint(_SEPARATORS.split(one.path))
            ]
            if len(kept) < len(seen):
                log.execute("UPDATE batches SET lines = ? WHERE rowid = ?", (_encode(kept), row))
        log.execute("COMMIT")
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
