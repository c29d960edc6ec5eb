"""The worker: claims due operations, runs them, and finishes them under their fence.

Each kind of work is two steps. `prepare` runs outside any write and may take its time; it is repeated after a crash.
`apply` runs in the transaction that also finishes the operation, so its effect happens once or not at all: if the
process dies before that commit the lease runs out and another claim starts over; after it there is nothing left to do.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from greenroom.database import Database, Transaction
from greenroom.kit.clock import DAY, SECOND
from greenroom.operations import store
from greenroom.operations.model import Operation
from greenroom.problems import Problem, Unavailable

LEASE = 30 * SECOND
KEPT = 30 * DAY
_IDLE = (
    5.0  # seconds between looks when nothing woke us: another process may have queued work, or died over it
)
_MOST_ATTEMPTS = 5
_log = logging.getLogger(__name__)


class Work(NamedTuple):
    """A kind of work. `apply` returns the outcome; a Problem from either step ends the operation as failed."""

    prepare: Callable[[Database, Operation], Awaitable[Any]]
    apply: Callable[[Transaction, Operation, Any], Mapping[str, Any]]


class Worker:
    """Runs the operations of one process, one after the other."""

    def __init__(self, database: Database, kinds: Mapping[str, Work]) -> None:
        self._database = database
        self._kinds = kinds
        self._wake = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to work, on the running event loop."""
        self._running = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Stop between two steps; what was claimed is taken up again when its lease has run out."""
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    def wake(self) -> None:
        """Look for work now: something was queued."""
        self._wake.set()

    async def _run(self) -> None:
        while True:
            try:
                if not await self.step():
                    await self._rest()
            except Unavailable:
                await asyncio.sleep(1)

    async def _rest(self) -> None:
        self._wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), _IDLE)

    async def step(self) -> bool:
        """Do one operation; False when there was nothing to do."""
        due = await self._database.read(store.next_to_do)
        if due is None:
            return False
        operation = await self._database.write(_claim, due)
        if operation is None:
            return True  # somebody else was quicker; there may be more
        try:
            await self._do(operation)
        except Unavailable:
            raise  # nothing is wrong with the work: its lease runs out, and it is tried again
        except Problem as problem:
            await self._database.write(store.finish, operation, "failed", _reason(problem))
        except Exception:
            _log.exception("operation %s of kind %s broke", operation.operation_id, operation.kind)
            await self._database.write(_give_up_or_wait, operation)
        return True

    async def _do(self, operation: Operation) -> None:
        work = self._kinds[operation.kind]
        prepared = await work.prepare(self._database, operation)
        await self._database.write(_apply, work, operation, prepared)


def _claim(db: Transaction, due: Operation) -> Operation | None:
    if not store.claim(db, due, db.now + LEASE):
        return None
    return store.find(db, due.account_id, due.operation_id)


def _apply(db: Transaction, work: Work, operation: Operation, prepared: Any) -> None:
    """Effect and end in one transaction, and only while we hold the fence."""
    if store.renew(db, operation, db.now + LEASE):
        outcome = work.apply(db, operation, prepared)
        store.finish(db, operation, "done", outcome)


def _give_up_or_wait(db: Transaction, operation: Operation) -> None:
    if operation.attempts >= _MOST_ATTEMPTS:
        store.finish(
            db, operation, "failed", {"reason": "Internal", "message": "the work broke; see the server's log"}
        )
    else:
        store.renew(db, operation, db.now + SECOND * 2**operation.attempts)


def forget_old(db: Transaction) -> int:
    """Remove operations that ended thirty days ago or more; how many."""
    return store.forget(db, db.now - KEPT)


def _reason(problem: Problem) -> dict[str, str]:
    return {"reason": type(problem).__name__, "message": str(problem)}
