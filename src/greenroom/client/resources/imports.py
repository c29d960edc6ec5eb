"""`client.imports`.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Mapping
from typing import Any

from greenroom.client import types
from greenroom.client.plan import Plan
from greenroom.client.transport import AsyncTransport, Transport


class Imports:
    """`client.imports`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, body: Mapping[str, Any], *, idempotency_key: str | None = None) -> types.Imported:
        """A new character from a character card of any generation, as JSON."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/imports",
                types.Imported,
                body=body,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )


class AsyncImports:
    """`client.imports`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, body: Mapping[str, Any], *, idempotency_key: str | None = None) -> types.Imported:
        """A new character from a character card of any generation, as JSON."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/imports",
                types.Imported,
                body=body,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )
