"""HTTP on a connection, as uvicorn speaks it, with bounds to what a stranger may let us wait for and remember."""

import asyncio
from functools import partial
from typing import Any
from weakref import ref

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from greenroom.cli.whole import send_whole
from greenroom.http.answers import WHOLE

LARGEST_HEAD = 1 << 16
"""Bytes after which a head has to have ended. It is looked at after each reading, which has four times as many at most."""

SLOWEST = 60.0
"""Seconds that a head may take, beginning with the connection or with its first byte, and that a body may pause for."""

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # uvicorn's, by what is installed
    """uvicorn's protocol; what is there as a whole is written at once, and what is read has to come.

    On Windows, where uvicorn parses with h11, it is h11 that bounds a head, half a one is waited for, and heads and bodies
    are written one after the other.
    """

    _head = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin a connection."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """End it."""
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take the next bytes of a request."""
        super().data_received(data)
        if not self._ended_head:
            self._head += (
                len(data) if self._head else 1
            )  # the first reading may have begun with something else
            if self._head > LARGEST_HEAD:
                self._refuse()
            elif self._timer is None:
                self._wait()
            return
        self._head = 0
        if self._timer is not None:
            self._rest()
        if self.cycle is not None and self.cycle.more_body:
            self._wait()

    def on_headers_complete(self) -> None:
        """Let the application have the request."""
        super().on_headers_complete()
        self.scope[WHOLE] = partial(send_whole, ref(self.cycle))  # which holds the scope

    @property
    def _ended_head(self) -> bool:
        """Whether no request has only begun to come; uvicorn notes the method where a head has ended."""
        return self.scope is None or "method" in self.scope

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._timer = self.loop.call_later(SLOWEST, self._expire)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _expire(self) -> None:
        """Hang up, unless it is we who are slow: to take what has come, or to answer what came before."""
        if self.flow.read_paused or (self._answering and not self._ended_head):
            self._wait()
        else:
            self._timer = None
            self.transport.close()

    def _refuse(self) -> None:
        if not self._answering:
            self.transport.write(_TOO_LARGE)
        self.transport.close()
