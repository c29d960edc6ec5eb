"""A lane: jobs go in on event loops, a few threads of its own serve them."""

import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, Protocol

from greenroom.database.job import Job, deliver, unavailable
from greenroom.problems import Unavailable

LONGEST_FAREWELL = 10.0
"""Seconds that all threads of a lane together get to end in."""

_EARLY = 4
"""What a queue does in this part of a caller's patience is not taken for progress."""


class Worker(Protocol):
    """What a thread of a lane works with: usually one connection, made when it is first needed."""

    def serve(self, jobs: Sequence[Job[Any]]) -> None:
        """Give every one of `jobs` its outcome; never raises."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Queue(Protocol):
    """Where jobs go in."""

    def put(self, job: Job[Any]) -> None:
        """Queue `job`; raises `problems.Unavailable` once closed."""
        ...

    def close(self) -> None:
        """Serve what is queued, then stop. Blocks."""
        ...


class Patience(NamedTuple):
    """How many seconds a caller waits for an outcome before the database counts as out of reach.

    It doesn't while a queue moves: who waits behind many others waits as long again, and `at_most` so many seconds.
    """

    until_begun: float
    thereafter: float
    at_most: float


class Lane:
    """`threads` workers and one queue. A worker takes up to `batch` jobs at a time, and never waits for more."""

    def __init__(
        self,
        name: str,
        hire: Callable[[], Worker],
        *,
        threads: int = 1,
        batch: int = 1,
        patience: Patience | None = None,
    ) -> None:
        self._queue: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._hire = hire
        self._batch = batch
        self._patience = patience
        self._door = threading.Lock()  # nothing is queued behind the sign to go home
        self._closed = False
        self._moved_at = 0.0
        self._threads = [
            threading.Thread(target=self._work, name=f"database-{name}-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, job: Job[Any]) -> None:
        """Queue `job`.

        Raises:
            problems.Unavailable: the lane is closed.
        """
        with self._door:
            if self._closed:
                raise unavailable()
            self._queue.put(job)
        if self._patience is not None and not job.patient:
            until_begun, thereafter, at_most = self._patience
            job.expire_in(until_begun, thereafter, self._progress(until_begun / _EARLY, at_most))

    def close(self) -> None:
        """Serve what is queued, then stop the threads. Blocks, though not for threads that their server lets hang."""
        with self._door:
            self._closed = True
            for _ in self._threads:
                self._queue.put(None)
        deadline = time.monotonic() + LONGEST_FAREWELL
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _progress(self, early: float, at_most: float) -> Callable[[], bool]:
        """Tells whether anything was served since it was last asked, but for the first moments; never after `at_most`.

        Where a server goes away, what it served while one was queued says nothing of what it will.
        """
        now = time.monotonic()
        since, until = now + early, now + at_most

        def moves() -> bool:
            nonlocal since
            before, since = since, time.monotonic()
            return self._moved_at > before and since < until

        return moves

    def _work(self) -> None:
        worker = self._hire()
        while jobs := self._take():
            worker.serve(jobs)
            if any(job.begun and not isinstance(job.error, Unavailable) for job in jobs):
                self._moved_at = time.monotonic()
            deliver(jobs)
            del jobs  # a result may be large, and the next job a long time off
        worker.close()

    def _take(self) -> list[Job[Any]]:
        """The next job and those right behind it; nothing when the lane closes."""
        first = self._queue.get()
        if first is None:
            return []
        jobs = [first]
        while len(jobs) < self._batch and (job := self._next()) is not None:
            jobs.append(job)
        return jobs

    def _next(self) -> Job[Any] | None:
        """The next job if it is there already; to ask first is quicker than an exception each time."""
        if self._queue.empty():
            return None
        try:
            job = self._queue.get_nowait()
        except Empty:
            return None
        if job is None:
            self._queue.put(None)
        return job
