"""Transactions that begin in a known order, however busy the machine is, and cross unless it is very busy."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from greenroom.database import Database, Transaction

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_LONG = 30.0
_A_WHILE = 0.2


class Pause:
    """A place in a unit of work at which its transaction stays open for a while."""

    def __init__(self) -> None:
        self._reached = threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        time.sleep(_A_WHILE)

    async def reached(self) -> None:
        """Return once the unit of work has come there."""
        assert await asyncio.to_thread(self._reached.wait, _LONG)


async def lingering(database: Database, unit: Callable[[Transaction, *Ts], T], *args: *Ts) -> asyncio.Task[T]:
    """A unit of work that has done what it does, and whose transaction stays open for a while longer."""
    pause = Pause()

    def linger(db: Transaction) -> T:
        result = unit(db, *args)
        pause()
        return result

    task = asyncio.create_task(database.write(linger))
    reached = asyncio.create_task(pause.reached())
    await asyncio.wait({task, reached}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()  # raises what the unit raised
    await reached
    return task
