"""`client.places`.

Written by clients/generate; change the server, then run script/clients.
"""

from greenroom.client import types
from greenroom.client.plan import Plan
from greenroom.client.transport import AsyncTransport, Transport


class Places:
    """`client.places`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> types.Places:
        """All containers of the account, by dialect and name, with how many characters stand in each."""
        return self._transport.send(Plan("GET", "/v1/places", types.Places))


class AsyncPlaces:
    """`client.places`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self) -> types.Places:
        """All containers of the account, by dialect and name, with how many characters stand in each."""
        return await self._transport.send(Plan("GET", "/v1/places", types.Places))
