"""`client.server`.

Written by clients/generate; change the server, then run script/clients.
"""

from greenroom.client import types
from greenroom.client.plan import Plan
from greenroom.client.transport import AsyncTransport, Transport


class Server:
    """`client.server`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def health(self) -> types.Health:
        """Whether the process answers."""
        return self._transport.send(Plan("GET", "/healthz", types.Health))

    def ready(self) -> types.Health:
        """Whether the database is reachable and its schema current."""
        return self._transport.send(Plan("GET", "/readyz", types.Health))


class AsyncServer:
    """`client.server`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def health(self) -> types.Health:
        """Whether the process answers."""
        return await self._transport.send(Plan("GET", "/healthz", types.Health))

    async def ready(self) -> types.Health:
        """Whether the database is reachable and its schema current."""
        return await self._transport.send(Plan("GET", "/readyz", types.Health))
