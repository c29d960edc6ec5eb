"""Connections on which the head and the body of an answer are sent together.

uvicorn writes the one after the other, and each writing costs a packet and a call of the system: of the whole time that a
small answer takes, a tenth.
"""

import asyncio
from typing import Any

_SMALL = 1024
"""Bytes: the head of an answer has half of that."""

_MANY = 8
"""Pieces; whoever writes without a pause is to notice when nobody reads."""


class Together:
    """A transport that keeps something small until more is written, or the event loop turns to something else."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Send it together with what was kept, or keep it for a moment."""
        self._held.append(data)
        if len(data) > _SMALL or len(self._held) > _MANY:
            self._send()
        elif len(self._held) == 1:
            self._loop.call_soon(self._send)

    def close(self) -> None:
        """Close once everything is sent."""
        self._send()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        """Whatever else a transport can, as it is."""
        return getattr(self._transport, name)

    def _send(self) -> None:
        held, self._held = self._held, []
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))
