"""What rooms see of a database: lanes for their units."""

import asyncio
from collections.abc import Callable

from greenroom.database.counters import Counters
from greenroom.database.job import Job, T, Ts
from greenroom.database.lane import Queue
from greenroom.database.statements import statements
from greenroom.database.transaction import Transaction

SQL = statements(__package__)


class Database:
    """An open database of either engine; `engine` is `sqlite` or `postgres`. Serves any event loop.

    `counts_editions` tells whether every change of an account's characters makes its edition another.

    Every method raises `problems.Unavailable` when the database is out of reach. What a unit itself raises comes to
    its caller as it is. A caller that is cancelled leaves its unit either wholly done or not done at all.
    """

    def __init__(
        self,
        engine: str,
        *,
        reads: Queue,
        scans: Queue,
        writes: Queue,
        counters: Counters,
        singles: Queue | None = None,
        searches: Queue | None = None,
        counts_editions: bool = False,
    ) -> None:
        self.engine = engine
        self.counters = counters
        self.counts_editions = counts_editions
        self._reads = reads
        self._scans = scans
        self._writes = writes
        self._singles = singles or writes
        self._searches = searches or scans

    async def read(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What `unit` returns, from one snapshot with every write acknowledged so far. For look-ups by key."""
        job = Job(unit, args)
        self._reads.put(job)
        return await job.outcome()

    async def scan(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """Like `read`, on a lane of its own: for lists, which would hold up look-ups by key."""
        job = Job(unit, args)
        self._scans.put(job)
        return await job.outcome()

    async def scan_long(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """Like `scan`, for whoever reads a lot, and waits as long as it takes."""
        job = Job(unit, args, patient=True)
        self._scans.put(job)
        return await job.outcome()

    async def search(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """Like `scan`, for searches of what everybody may find: they go to the same parts of the database again and again."""
        job = Job(unit, args)
        self._searches.put(job)
        return await job.outcome()

    async def write(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """What `unit` returns, once its changes are durable. If it raises, its changes alone are undone."""
        job = Job(unit, args)
        self._writes.put(job)
        return await job.outcome()

    async def write_long(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """Like `write`, for whoever waits as long as it takes: an operator, where a request would be answered 503."""
        job = Job(unit, args, patient=True)
        self._writes.put(job)
        return await job.outcome()

    async def write_single(self, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> T:
        """Like `write`, for a unit of one statement that counts something: it waits for no other, and costs one message.

        Where the connection breaks over it, it may be run again though it was done.
        """
        job = Job(unit, args, single=True)
        self._singles.put(job)
        return await job.outcome()

    async def ready(self) -> None:
        """Return if the database answers."""
        await self.read(_version)

    async def close(self) -> None:
        """Finish what is queued and let go of the database; later calls find it out of reach."""
        lanes = {self._writes, self._reads, self._scans, self._singles, self._searches}
        await asyncio.gather(*(asyncio.to_thread(lane.close) for lane in lanes))


def _version(db: Transaction) -> object:
    return db.one(SQL.version, {})
