"""uvicorn's server, which says when it can answer, and for which being asked to stop is no failure."""

import asyncio
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import Any

import uvicorn

from greenroom.cli import garbage
from greenroom.cli.protocol import Protocol
from greenroom.http.server import Server

_GRACE = 10
"""Seconds that running requests get to end in."""

_PATIENCE = 5
"""Seconds that what takes its time may go on after the server was asked to stop."""


def configured(application: Server) -> uvicorn.Config:
    """How every process of ours is served: what uvicorn would add of its own is left out."""
    return uvicorn.Config(
        application,
        lifespan="on",
        interface="asgi3",
        http=Protocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
    )


_IDLE = 75
"""Seconds that a connection may lie idle: longer than proxies and clients keep theirs (nginx 60, browsers less), so that
it is they who close it. Else a request may be on its way when we do, and nobody knows whether it was answered."""

_IDLE_AT_THE_END = 5
"""The same for a server that leaves."""


_ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


async def _nothing() -> None:
    """There is nothing to hurry."""


def _part(idle: dict[Any, asyncio.TimerHandle | None]) -> None:
    """Close connections on which nothing has come since they had these timers."""
    for connection, timer in idle.items():
        if timer and connection.timeout_keep_alive_task is timer:
            connection.timeout_keep_alive_handler()


class GracefulServer(uvicorn.Server):
    """Awaits `greet` once it answers, and goes on answering meanwhile.

    SIGINT, SIGTERM and SIGHUP let running requests end and then return from `run`; where they take long, `hurry` is called, which
    cuts short what may be.

    `leave` is for a server whose place another has taken already: it accepts nobody, answers those who are connected,
    telling each to connect anew, lets streams come to their end for `drain` seconds, and then stops like that.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        greet: Callable[[], Awaitable[None]],
        hurry: Callable[[], Awaitable[None]] = _nothing,
        drain: float = 0.0,
    ) -> None:
        super().__init__(config)
        self._drain = drain
        self._left_by: float | None = None
        self._greet = greet
        self._hurry = hurry

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, or end with exit code 1: uvicorn's own 3 says something else here."""
        try:
            await super().startup(sockets)
        except SystemExit:
            sys.exit(1)
        garbage.settle()
        await self._greet()

    def leave(self) -> None:
        """Let nobody connect any more, and stop when those who are connected have gone, or their time is over."""
        if self._left_by is None:
            self._left_by = time.monotonic() + self._drain
            for server in self.servers:
                server.close()
            self.config.encoded_headers.append((b"connection", b"close"))
            connections: set[Any] = self.server_state.connections
            idle = {one: one.timeout_keep_alive_task for one in connections}
            asyncio.get_running_loop().call_later(_IDLE_AT_THE_END, _part, idle)

    def stop(self) -> None:
        """Stop as after a signal."""
        self.should_exit = True

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second; whether it is time to stop."""
        if self._left_by and (not self.server_state.connections or time.monotonic() > self._left_by):
            return True
        return await super().on_tick(0 if self._left_by else counter)  # 0 renews the headers, among them ours

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
        for number in _ENDS:
            if signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
                signal.signal(number, self.handle_exit)
        yield
