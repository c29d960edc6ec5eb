"""One unit on its way from an event loop to a thread and back."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Generic, TypeVar, TypeVarTuple

from greenroom import problems
from greenroom.database.transaction import Transaction

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


def unavailable(cause: Exception | None = None) -> problems.Unavailable:
    """The one problem that this room raises itself, with what the engine said about it."""
    problem = problems.Unavailable("The database")
    problem.__cause__ = cause
    return problem


def _never() -> bool:
    return False


class Job(Generic[T]):
    """A unit with its arguments, and later its outcome. Made on the event loop that waits for it."""

    __slots__ = ("args", "begun", "error", "future", "loop", "patient", "result", "single", "timer", "unit")

    unit: Callable[..., T]
    args: tuple[object, ...]
    result: T
    error: Exception | None

    def __init__(
        self,
        unit: Callable[[Transaction, *Ts], T],
        args: tuple[*Ts],
        *,
        patient: bool = False,
        single: bool = False,
    ) -> None:
        self.unit = unit
        self.args = args
        self.patient = patient
        self.single = single
        self.begun = False
        self.error = None
        self.timer: asyncio.TimerHandle | None = None
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[None] = self.loop.create_future()

    @property
    def abandoned(self) -> bool:
        """Whether nobody waits for the outcome any more."""
        return self.future.done()

    def expire_in(self, seconds: float, grace: float, moves: Callable[[], bool] = _never) -> None:
        """Let the caller have `problems.Unavailable` after `seconds`; once begun, the unit gets `grace` more.

        A unit that waits for its turn in a queue that `moves` waits for as long again.
        """
        self.timer = self.loop.call_later(seconds, self._expire, seconds, grace, moves)

    def _expire(self, seconds: float, grace: float, moves: Callable[[], bool]) -> None:
        if self.begun and grace:
            self.expire_in(grace, 0.0)
        elif not self.begun and moves():
            self.expire_in(seconds, grace, moves)
        elif not self.future.done():
            self.future.set_exception(unavailable())

    def run(self, db: Transaction) -> None:
        """Run the unit, keeping what it returns or raises."""
        self.begun = True
        self.error = None
        try:
            self.result = self.unit(db, *self.args)
        except Exception as error:  # noqa: BLE001 - whatever a unit raises is for its caller to see
            self.error = error

    async def outcome(self) -> T:
        """What the unit returned; raises what it raised."""
        try:
            await self.future
        finally:
            if self.timer is not None:
                self.timer.cancel()
        if self.error is not None:
            raise self.error
        return self.result


def deliver(jobs: Iterable[Job[Any]]) -> None:
    """Wake those who wait for `jobs`, with a single call into each event loop."""
    waiting: dict[asyncio.AbstractEventLoop, list[Job[Any]]] = {}
    for job in jobs:
        waiting.setdefault(job.loop, []).append(job)
    for loop, its_jobs in waiting.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits there
            loop.call_soon_threadsafe(_wake, its_jobs)


def _wake(jobs: list[Job[Any]]) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_result(None)
