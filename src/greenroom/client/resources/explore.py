"""`client.explore`.

Written by clients/generate; change the server, then run script/clients.
"""

from typing import Literal

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, said
from greenroom.client.transport import AsyncTransport, Transport


class Explore:
    """`client.explore`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        q: str | UnsetType = UNSET,
        category: str | UnsetType = UNSET,
        sort: Literal["popular", "recent", "trending"] | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        cursor: str | None = None,
    ) -> Page[types.Public]:
        """Public characters of everybody, as everybody may see them."""
        return self._transport.pages(
            Plan(
                "GET",
                "/v1/explore",
                types.Public,
                query=said(
                    ("q", q), ("category", category), ("sort", sort), ("limit", limit), ("cursor", cursor)
                ),
            )
        )


class AsyncExplore:
    """`client.explore`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        q: str | UnsetType = UNSET,
        category: str | UnsetType = UNSET,
        sort: Literal["popular", "recent", "trending"] | UnsetType = UNSET,
        limit: int | UnsetType = UNSET,
        cursor: str | None = None,
    ) -> AsyncPages[types.Public]:
        """Public characters of everybody, as everybody may see them."""
        return self._transport.pages(
            Plan(
                "GET",
                "/v1/explore",
                types.Public,
                query=said(
                    ("q", q), ("category", category), ("sort", sort), ("limit", limit), ("cursor", cursor)
                ),
            )
        )
