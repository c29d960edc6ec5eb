"""`client.operations`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class Operations:
    """`client.operations`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.Operation]:
        """Imports and exports, the newest first, for thirty days; what became of each file is told by each alone."""
        return self._transport.pages(
            Plan("GET", "/v1/operations", types.Operation, query=said(("limit", limit), ("cursor", cursor)))
        )

    def get(self, operation_id: str) -> types.Operation:
        """How far an operation is, and what came of it."""
        return self._transport.send(Plan("GET", f"/v1/operations/{quoted(operation_id)}", types.Operation))


class AsyncOperations:
    """`client.operations`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, *, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> AsyncPages[types.Operation]:
        """Imports and exports, the newest first, for thirty days; what became of each file is told by each alone."""
        return self._transport.pages(
            Plan("GET", "/v1/operations", types.Operation, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def get(self, operation_id: str) -> types.Operation:
        """How far an operation is, and what came of it."""
        return await self._transport.send(
            Plan("GET", f"/v1/operations/{quoted(operation_id)}", types.Operation)
        )
