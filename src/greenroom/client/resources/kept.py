"""`client.kept`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, said
from greenroom.client.transport import AsyncTransport, Transport


class Kept:
    """`client.kept`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, *, limit: int | UnsetType = UNSET, character: str | UnsetType = UNSET, cursor: str | None = None
    ) -> Page[types.KeptFile]:
        """Files that are kept as they came, those of no character first; with `character`, those of one."""
        return self._transport.pages(
            Plan(
                "GET",
                "/v1/kept-files",
                types.KeptFile,
                query=said(("limit", limit), ("cursor", cursor), ("character", character)),
            )
        )


class AsyncKept:
    """`client.kept`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, *, limit: int | UnsetType = UNSET, character: str | UnsetType = UNSET, cursor: str | None = None
    ) -> AsyncPages[types.KeptFile]:
        """Files that are kept as they came, those of no character first; with `character`, those of one."""
        return self._transport.pages(
            Plan(
                "GET",
                "/v1/kept-files",
                types.KeptFile,
                query=said(("limit", limit), ("cursor", cursor), ("character", character)),
            )
        )
