"""How a unit is run on a connection: what goes before and after its statements."""

from collections.abc import Callable
from types import CodeType
from typing import Any

import psycopg

from greenroom.database.counters import Counters
from greenroom.database.job import Job, unavailable
from greenroom.database.postgres.session import Session
from greenroom.database.postgres.transaction import PostgresTransaction, SecondStatement, SingleStatement
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId

Performance = Callable[[Session, Job[Any]], None]
"""Gives a job its outcome. Raises psycopg.OperationalError if the connection failed before anything was kept."""


class Reading:
    """Reads from one snapshot, with as few messages to the server as that takes.

    A single statement sees a snapshot without a transaction around it, which would cost two more round trips. So a
    unit is first run without; if it asks for a second statement it begins again in a transaction, and from then on
    units with the same code begin there.
    """

    def __init__(self, clock: Clock, new_id: NewId) -> None:
        self._clock = clock
        self._new_id = new_id
        self._longer: set[CodeType | None] = {None}

    def __call__(self, session: Session, job: Job[Any]) -> None:
        """Run `job` once or twice."""
        code: CodeType | None = getattr(job.unit, "__code__", None)
        if code not in self._longer:
            try:
                job.run(SingleStatement(session.cursor, self._new_id, self._clock()))
            except SecondStatement:
                self._longer.add(code)
            else:
                return
        session.begin(b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        job.run(PostgresTransaction(session.cursor, self._new_id, self._clock()))
        session.command(b"ROLLBACK")


class Writing:
    """Writes in a transaction (READ COMMITTED) and commits it, unless the unit failed or nobody waits any more."""

    def __init__(self, clock: Clock, new_id: NewId, counters: Counters) -> None:
        self._clock = clock
        self._new_id = new_id
        self._counters = counters

    def __call__(self, session: Session, job: Job[Any]) -> None:
        """Run `job` once; one of a single statement without a transaction around it, which would be two messages more.

        Raises:
            problems.Unavailable: the connection failed during the commit, so it may have been kept or not.
        """
        if job.single:
            job.run(SingleStatement(session.cursor, self._new_id, self._clock()))
            return
        session.begin()
        job.run(PostgresTransaction(session.cursor, self._new_id, self._clock()))
        if job.error is not None or job.abandoned:
            session.command(b"ROLLBACK")
        else:
            _commit(session)
            self._counters.commits += 1
            self._counters.units += 1


def _commit(session: Session) -> None:
    try:
        session.command(b"COMMIT")
    except psycopg.OperationalError as error:
        if session.broken:
            raise unavailable(error) from error
        raise
