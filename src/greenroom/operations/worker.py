"""The worker: claims due operations, runs them, and finishes them under their fence.

Each kind of work is two steps. `prepare` runs outside any write and may take its time; it is repeated after a crash.
`apply` runs in the transaction that also finishes the operation, so its effect happens once or not at all: if the
process dies before that commit the lease runs out and another claim starts over; after it there is nothing left to do.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from typing import Any, NamedTuple

from greenroom.database import Database, Transaction
from greenroom.http.outages import OUTAGES, cause_of
from greenroom.kit.clock import SECOND
from greenroom.operations import store
from greenroom.operations.model import KEPT, Operation
from greenroom.problems import Problem, Unavailable

LEASE = 30 * SECOND
MOST_ATTEMPTS = 5
_SILENCE = 120.0
"""Seconds: whoever looks for work several times a minute, and renews its lease, is stuck after these."""
_ASKED_AGAIN = 0.5
"""Seconds after which a worker that was asked to stop is asked once more."""

_WORD_OF_STOP = 12.0
"""Seconds: a signal to a whole group ends processes of work at once, and asks us to stop when requests have had their ten.
What is stopped meanwhile has not broken."""

_BROKE = {"reason": "Internal", "message": "the work broke; see the server's log"}
_log = logging.getLogger(__name__)


class Work(NamedTuple):
    """A kind of work. `apply` returns the outcome; a Problem from either step ends the operation as failed.

    `forget` removes what was kept for the operation, in the transaction that ends it as failed.
    """

    prepare: Callable[[Database, Operation], Awaitable[Any]]
    apply: Callable[[Transaction, Operation, Any], Mapping[str, Any]]
    forget: Callable[[Transaction, Operation], None]


class Worker:
    """Runs the operations of one process, one after the other.

    `lease` is for how many microseconds a claim keeps others away; it is renewed while the work goes on, so after a
    death another process takes over within that time, and a sixth of it more until it looks.

    `ended` and `broken` count operations since the process began; `patience` is how many seconds it may stand still.
    """

    def __init__(self, database: Database, kinds: Mapping[str, Work], lease: int = LEASE) -> None:
        self._database = database
        self._kinds = kinds
        self._lease = lease
        self._pause = lease / SECOND / 6
        self._wake = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._moved = time.monotonic()
        self.ended = 0
        self.broken = 0
        self.patience = max(_SILENCE, self._lease / SECOND)

    @property
    def silent(self) -> float:
        """Seconds since it last looked for work, renewed a lease or ended something; 0 where it was never begun."""
        return time.monotonic() - self._moved if self._running else 0.0

    @property
    def works(self) -> bool:
        """Whether it was begun, has not ended and is not stuck."""
        return self._running is not None and not self._running.done() and self.silent <= self.patience

    def look_every(self, seconds: float) -> None:
        """Look for work so often: for who is not woken, since others are asked for it."""
        self._pause = min(self._pause, seconds)

    def start(self) -> None:
        """Begin to work, on the running event loop."""
        self._moved = time.monotonic()
        self._stopping.clear()
        self._running = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Stop between two steps; what was claimed is taken up again when its lease has run out.

        It is asked again until it does: work that cleans up after itself may raise something else in place of what ends it.
        """
        self._stopping.set()
        while self._running and not self._running.done():
            self._running.cancel()
            await asyncio.wait([self._running], timeout=_ASKED_AGAIN)

    def wake(self) -> None:
        """Look for work now: something was queued."""
        self._wake.set()

    async def _run(self) -> None:
        while not self._stopping.is_set():
            self._moved = time.monotonic()
            self._wake.clear()  # before looking: what is queued from here on wakes us
            try:
                if not await self.step():
                    await self._rest()
            except Unavailable:  # which is told already
                await asyncio.sleep(1)
            except Exception as error:  # noqa: BLE001 - one broken operation must not end the work on all others
                if self._stopping.is_set():
                    return  # it is what became of being stopped
                if isinstance(error, BrokenExecutor):
                    await asyncio.sleep(min(_WORD_OF_STOP, self._lease / SECOND))
                self.broken += 1
                _log.exception("an operation broke; it is tried again when its lease has run out")
                await self._rest()

    async def _rest(self) -> None:
        """Until we are woken, or another process may have queued work, or died over it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), self._pause)

    async def step(self) -> bool:
        """Do one operation; False when there was nothing to do. Raises what breaks it; then its lease runs out."""
        try:
            due = await self._database.read(store.next_to_do, self._kinds)
            if due is None:
                return False
            operation = await self._database.write(_claim, due, self._lease)
        except Unavailable as problem:
            OUTAGES.tell(problem, "a look for work")
            raise
        if operation is not None:  # else somebody was quicker; there may be more
            await self._do(operation, self._kinds[operation.kind])
            self.ended += 1
        return True

    async def _do(self, operation: Operation, work: Work) -> None:
        if operation.attempts > MOST_ATTEMPTS:  # it broke, or ended its process, again and again
            await self._database.write(_fail, work, operation, _BROKE)
            return
        try:
            prepared = await self._prepare(operation, work)
            await self._database.write(_apply, work, operation, prepared)
        except Unavailable as problem:
            await self._put_off(operation, work, problem)
        except Problem as problem:
            await self._database.write(_fail, work, operation, _reason(problem))

    async def _put_off(self, operation: Operation, work: Work, problem: Unavailable) -> None:
        """Nothing is wrong with the work, so it is tried again; raises the problem until there were enough attempts."""
        self.broken += 1
        attempt = f"attempt {operation.attempts} of {MOST_ATTEMPTS}"
        _log.warning(
            "operation %s (%s), %s: %s", operation.operation_id, operation.kind, attempt, cause_of(problem)
        )
        if operation.attempts < MOST_ATTEMPTS:
            raise problem
        await self._database.write(_fail, work, operation, _reason(problem))

    async def _prepare(self, operation: Operation, work: Work) -> Any:
        renewing = asyncio.get_running_loop().create_task(self._renew(operation))
        try:
            return await work.prepare(self._database, operation)
        finally:
            renewing.cancel()

    async def _renew(self, operation: Operation) -> None:
        """Keep the lease for as long as the work takes, so that nobody else begins it."""
        while True:
            await asyncio.sleep(self._lease / SECOND / 3)
            self._moved = time.monotonic()
            with suppress(Unavailable):
                await self._database.write(_extend, operation, self._lease)


def _claim(db: Transaction, due: Operation, lease: int) -> Operation | None:
    """The operation as we hold it now; None when somebody else does."""
    if not store.claim(db, due, db.now + lease):
        return None
    return store.find(db, due.account_id, due.operation_id)


def _extend(db: Transaction, operation: Operation, lease: int) -> None:
    store.renew(db, operation, db.now + lease)


def _apply(db: Transaction, work: Work, operation: Operation, prepared: Any) -> None:
    """Effect and end in one transaction, and only while we hold the fence."""
    if store.renew(db, operation, operation.lease_until):
        outcome = work.apply(db, operation, prepared)
        store.finish(db, operation, "done", outcome)


def _fail(db: Transaction, work: Work, operation: Operation, outcome: Mapping[str, str]) -> None:
    if store.finish(db, operation, "failed", outcome):
        work.forget(db, operation)


def _reason(problem: Problem) -> dict[str, str]:
    return {"reason": type(problem).__name__, "message": str(problem)}


def forget_old(db: Transaction) -> int:
    """Remove operations that ended more than thirty days ago; how many."""
    return store.forget(db, db.now - KEPT)
