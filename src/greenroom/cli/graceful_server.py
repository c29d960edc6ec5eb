"""uvicorn's server, which says when it can answer, and for which being asked to stop is no failure."""

import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager

import uvicorn


class GracefulServer(uvicorn.Server):
    """Awaits `greet` once it answers, and goes on answering meanwhile. SIGINT and SIGTERM let running requests end and then return from `run`."""

    def __init__(self, config: uvicorn.Config, greet: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._greet = greet

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, or end with exit code 1: uvicorn's own 3 says something else here."""
        try:
            await super().startup(sockets)
        except SystemExit:
            sys.exit(1)
        await self._greet()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Unlike uvicorn's own, this doesn't raise the signal again at the end, which would be the exit code then."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield
