"""The lanes of a PostgreSQL database."""

from greenroom.database.counters import Counters
from greenroom.database.database import Database
from greenroom.database.lane import Lane, Patience
from greenroom.database.postgres.performance import Performance, Reading, Writing
from greenroom.database.postgres.server import LOOKING, SCANNING, WRITING, Purpose, Server
from greenroom.database.postgres.worker import Worker
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId

READERS = 4
SCANNERS = 2
WRITERS = 8
COUNTERS = 2

PATIENCE = Patience(until_begun=4.5, thereafter=0.4, at_most=30.0)
"""So that every request is answered within 5 s, also where the server took a statement and says nothing any more; unless
it is only busy, and answers others meanwhile."""


def postgres_database(server: Server, clock: Clock, new_id: NewId) -> Database:
    """Up to 16 connections, each made when a thread first needs it."""
    counters = Counters()
    reading = Reading(clock, new_id)

    def lane(name: str, threads: int, purpose: Purpose, perform: Performance) -> Lane:
        return Lane(name, lambda: Worker(server, purpose, perform), threads=threads, patience=PATIENCE)

    return Database(
        "postgres",
        reads=lane("reader", READERS, LOOKING, reading),
        scans=lane("scanner", SCANNERS, SCANNING, reading),
        writes=lane("writer", WRITERS, WRITING, Writing(clock, new_id, counters)),
        singles=lane("counter", COUNTERS, WRITING, Writing(clock, new_id, counters)),
        counters=counters,
    )
