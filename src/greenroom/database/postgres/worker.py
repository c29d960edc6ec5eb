"""A thread's connection to PostgreSQL, and what to do when it breaks."""

import random
from collections.abc import Sequence
from time import monotonic, sleep
from typing import Any

import psycopg
from psycopg.errors import (
    DeadlockDetected,
    ForeignKeyViolation,
    IdleInTransactionSessionTimeout,
    ReadOnlySqlTransaction,
    SerializationFailure,
)

from greenroom import problems
from greenroom.database.job import Job, unavailable
from greenroom.database.postgres.performance import Performance
from greenroom.database.postgres.server import WRITING, Purpose, Server
from greenroom.database.postgres.session import Session

RETRIES = 3
LONGEST_PAUSE = 0.02
_OUT_OF_REACH = {
    "",  # libpq's own: no connection
    "08",  # connection exceptions
    "40",  # collided with another again and again
    "53",  # out of disk, memory or connections
    "55",  # a lock was not to be had in time
    "57",  # shut down, starting, or the statement took too long
    "58",  # I/O error
}
"""Classes of SQLSTATE (PostgreSQL's documentation, appendix A)."""

_COLLISIONS = (DeadlockDetected, SerializationFailure, ForeignKeyViolation)
"""The last one: what was found went before something of it was written; whoever looks again finds it gone."""

QUICKLY = 1.0
"""A connection that breaks within so many seconds was stale (the server was restarted), and one that is refused as soon
met a server that was too busy for one more: worth another try."""


class Worker:
    """Serves jobs one after another on a connection that is made when it is needed."""

    def __init__(self, server: Server, purpose: Purpose, perform: Performance) -> None:
        self._server = server
        self._purpose = purpose
        self._perform = perform
        self._session: Session | None = None
        self._losses = 0

    def serve(self, jobs: Sequence[Job[Any]]) -> None:
        """Give each job its outcome. One that collides with another, or meets a stale connection, is run again."""
        for job in jobs:
            for tries in range(1, RETRIES + 2):
                if job.abandoned or not self._attempt(job):
                    break
                sleep(random.uniform(0.0, LONGEST_PAUSE * tries))  # noqa: S311 - lest those who collided do so again
            job.error = translated(job.error)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._session is not None:
            self._session.close()
        self._session = None

    def _attempt(self, job: Job[Any]) -> bool:
        """Run `job`; whether another attempt may end better."""
        began = monotonic()
        try:
            self._perform(self._connected(), job)
        except (psycopg.Error, problems.Unavailable) as error:
            job.error = error
        if self._purpose == WRITING and isinstance(job.error, ReadOnlySqlTransaction):
            return self._demoted(job)
        refused = self._session is None and isinstance(job.error, problems.Unavailable)
        stale = self._lost() and isinstance(job.error, psycopg.Error)
        if (refused or stale) and monotonic() - began < QUICKLY:
            return True
        return isinstance(job.error, _COLLISIONS)

    def _demoted(self, job: Job[Any]) -> bool:
        """Leave a server that takes no writes any more, for another does by now."""
        job.error = unavailable(job.error)
        self.close()
        self._server.lost(self._losses)
        return True

    def _connected(self) -> Session:
        if self._losses != self._server.losses:
            self.close()
        if self._session is None:
            self._losses = self._server.losses
            connection = self._server.connect(self._purpose)
            self._session = Session(connection, self._purpose if self._server.pooled else ())
        return self._session

    def _lost(self) -> bool:
        """Whether the connection broke; if so, or if it is still in a transaction, the next job gets a new one."""
        if self._session is None or self._session.idle:
            return False
        broken = self._session.broken
        self.close()
        if broken:
            self._server.lost(self._losses)
        return broken


def translated(error: Exception | None) -> Exception | None:
    """`error`, or `problems.Unavailable` if it tells of the server or the way there and not of the statement."""
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return unavailable(error) if (error.sqlstate or "")[:2] in _OUT_OF_REACH else error
    return unavailable(error) if isinstance(error, IdleInTransactionSessionTimeout) else error
