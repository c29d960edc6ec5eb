"""`client.assets`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class Assets:
    """`client.assets`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.Asset]:
        """The account's pictures, newest first."""
        return self._transport.pages(
            Plan("GET", "/v1/assets", types.Asset, query=said(("limit", limit), ("cursor", cursor)))
        )

    def create(
        self, data: bytes, *, media_type: str = "application/octet-stream", idempotency_key: str | None = None
    ) -> types.Asset:
        """Keep a picture: its bytes as they are, or JSON with a data URL. The same picture has the same id."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/assets",
                types.Asset,
                body=data,
                media_type=media_type,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def get(self, asset_id: str) -> types.Asset:
        """One picture of the account; its bytes are at `url`."""
        return self._transport.send(Plan("GET", f"/v1/assets/{quoted(asset_id)}", types.Asset))

    def delete(self, asset_id: str) -> types.Deleted:
        """Forget a picture that no character uses, also not in an earlier revision."""
        return self._transport.send(Plan("DELETE", f"/v1/assets/{quoted(asset_id)}", types.Deleted))


class AsyncAssets:
    """`client.assets`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> AsyncPages[types.Asset]:
        """The account's pictures, newest first."""
        return self._transport.pages(
            Plan("GET", "/v1/assets", types.Asset, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def create(
        self, data: bytes, *, media_type: str = "application/octet-stream", idempotency_key: str | None = None
    ) -> types.Asset:
        """Keep a picture: its bytes as they are, or JSON with a data URL. The same picture has the same id."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/assets",
                types.Asset,
                body=data,
                media_type=media_type,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def get(self, asset_id: str) -> types.Asset:
        """One picture of the account; its bytes are at `url`."""
        return await self._transport.send(Plan("GET", f"/v1/assets/{quoted(asset_id)}", types.Asset))

    async def delete(self, asset_id: str) -> types.Deleted:
        """Forget a picture that no character uses, also not in an earlier revision."""
        return await self._transport.send(Plan("DELETE", f"/v1/assets/{quoted(asset_id)}", types.Deleted))
