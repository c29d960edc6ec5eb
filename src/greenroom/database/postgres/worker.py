"""A thread's connection to PostgreSQL, and what to do when it breaks."""

from collections.abc import Sequence
from time import monotonic
from typing import Any

import psycopg
from psycopg.errors import DeadlockDetected, IdleInTransactionSessionTimeout, SerializationFailure
from psycopg.pq import TransactionStatus

from greenroom import problems
from greenroom.database.job import Job, unavailable
from greenroom.database.postgres.performance import Performance
from greenroom.database.postgres.server import Purpose, Server

RETRIES = 3
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

QUICKLY = 1.0
"""A connection that breaks within so many seconds was stale (the server was restarted): worth another try."""


class Worker:
    """Serves jobs one after another on a connection that is made when it is needed."""

    def __init__(self, server: Server, purpose: Purpose, perform: Performance) -> None:
        self._server = server
        self._purpose = purpose
        self._perform = perform
        self._connection: psycopg.Connection | None = None
        self._losses = 0

    def serve(self, jobs: Sequence[Job[Any]]) -> None:
        """Give each job its outcome. One that collides with another, or meets a stale connection, is run again."""
        for job in jobs:
            began = monotonic()
            tries = 0
            while (
                not job.abandoned and self._attempt(job) and tries < RETRIES and monotonic() - began < QUICKLY
            ):
                tries += 1
            job.error = translated(job.error)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _attempt(self, job: Job[Any]) -> bool:
        """Run `job`; whether another attempt may end better."""
        try:
            connection = self._connected()
            self._perform(connection, job)
        except (psycopg.Error, problems.Unavailable) as error:
            job.error = error
        collided = isinstance(job.error, DeadlockDetected | SerializationFailure)
        return (self._lost() and isinstance(job.error, psycopg.Error)) or collided

    def _connected(self) -> psycopg.Connection:
        if self._losses != self._server.losses:
            self.close()
        if self._connection is None:
            self._losses = self._server.losses
            self._connection = self._server.connect(self._purpose)
        return self._connection

    def _lost(self) -> bool:
        """Whether the connection broke; if so, or if it is still in a transaction, the next job gets a new one."""
        if self._connection is None or self._connection.pgconn.transaction_status == TransactionStatus.IDLE:
            return False
        broken = self._connection.closed
        self.close()
        if broken:
            self._server.lost(self._losses)
        return broken


def translated(error: Exception | None) -> Exception | None:
    """`error`, or `problems.Unavailable` if it tells of the server or the way there and not of the statement."""
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return unavailable(error) if (error.sqlstate or "")[:2] in _OUT_OF_REACH else error
    return unavailable(error) if isinstance(error, IdleInTransactionSessionTimeout) else error
