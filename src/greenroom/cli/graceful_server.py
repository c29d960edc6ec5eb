"""uvicorn's server, which says when it can answer, and for which being asked to stop is no failure."""

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager

import uvicorn

_PATIENCE = 5
"""Seconds that what takes its time may go on after the server was asked to stop."""


async def _nothing() -> None:
    """There is nothing to hurry."""


class GracefulServer(uvicorn.Server):
    """Awaits `greet` once it answers, and goes on answering meanwhile.

    SIGINT and SIGTERM let running requests end and then return from `run`; where they take long, `hurry` is called, which
    cuts short what may be.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        greet: Callable[[], Awaitable[None]],
        hurry: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        super().__init__(config)
        self._greet = greet
        self._hurry = hurry

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, or end with exit code 1: uvicorn's own 3 says something else here."""
        try:
            await super().startup(sockets)
        except SystemExit:
            sys.exit(1)
        await self._greet()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Wait for running requests, and then not for ever."""
        hurrying = asyncio.get_running_loop().create_task(self._grow_impatient())
        await super().shutdown(sockets)
        hurrying.cancel()

    async def _grow_impatient(self) -> None:
        await asyncio.sleep(_PATIENCE)
        await self._hurry()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Unlike uvicorn's own, this doesn't raise the signal again at the end, which would be the exit code then."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield
