"""`client.operations`.

Written by clients/generate; change the server, then run script/clients.
"""

from greenroom.client import types
from greenroom.client.plan import Plan, quoted
from greenroom.client.transport import AsyncTransport, Transport


class Operations:
    """`client.operations`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, operation_id: str) -> types.Operation:
        """How far an operation is, and what came of it."""
        return self._transport.send(Plan("GET", f"/v1/operations/{quoted(operation_id)}", types.Operation))


class AsyncOperations:
    """`client.operations`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, operation_id: str) -> types.Operation:
        """How far an operation is, and what came of it."""
        return await self._transport.send(
            Plan("GET", f"/v1/operations/{quoted(operation_id)}", types.Operation)
        )
