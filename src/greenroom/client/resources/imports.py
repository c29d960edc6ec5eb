"""`client.imports`.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.plan import Plan, said
from greenroom.client.transport import AsyncTransport, Transport


class Imports:
    """`client.imports`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        body: Mapping[str, Any] | bytes,
        *,
        media_type: str = "application/octet-stream",
        name: str | UnsetType = UNSET,
        character: str | UnsetType = UNSET,
        alternative: int | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Imported:
        """New characters from a file of any kind that cards travel in; or a lorebook for a character that the query names."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/imports",
                types.Imported,
                query=said(("name", name), ("character", character), ("alternative", alternative)),
                body=body,
                media_type=media_type,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def batch(
        self,
        body: Mapping[str, Any] | bytes,
        *,
        media_type: str = "application/octet-stream",
        update: bool | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Operation:
        """Begin to import many files: a form of files, each under its path in the folder it stood in, or an archive of files."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/imports/batch",
                types.Operation,
                query=said(("update", update), ("name", name)),
                body=body,
                media_type=media_type,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )


class AsyncImports:
    """`client.imports`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        body: Mapping[str, Any] | bytes,
        *,
        media_type: str = "application/octet-stream",
        name: str | UnsetType = UNSET,
        character: str | UnsetType = UNSET,
        alternative: int | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Imported:
        """New characters from a file of any kind that cards travel in; or a lorebook for a character that the query names."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/imports",
                types.Imported,
                query=said(("name", name), ("character", character), ("alternative", alternative)),
                body=body,
                media_type=media_type,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def batch(
        self,
        body: Mapping[str, Any] | bytes,
        *,
        media_type: str = "application/octet-stream",
        update: bool | UnsetType = UNSET,
        name: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Operation:
        """Begin to import many files: a form of files, each under its path in the folder it stood in, or an archive of files."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/imports/batch",
                types.Operation,
                query=said(("update", update), ("name", name)),
                body=body,
                media_type=media_type,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )
