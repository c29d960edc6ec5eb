"""`client.keys`.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class Keys:
    """`client.keys`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> types.Keys:
        """All keys of the account, revoked ones too."""
        return self._transport.send(Plan("GET", "/v1/keys", types.Keys))

    def create(
        self,
        *,
        label: str,
        scopes: Sequence[Literal["chat", "keys", "read", "write"]] | UnsetType = UNSET,
        expires_at: str | UnsetType | None = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Key:
        """A new key. Its secret is in this answer and in no other, a repetition of this request included."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/keys",
                types.Key,
                body=said(("label", label), ("scopes", scopes), ("expires_at", expires_at)),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def revoke(self, key_id: str) -> types.Key:
        """Revoke a key; it opens nothing from the next request on."""
        return self._transport.send(Plan("DELETE", f"/v1/keys/{quoted(key_id)}", types.Key))

    def rotate(self, key_id: str, *, idempotency_key: str | None = None) -> types.Key:
        """A new key like this one, which is revoked at the same moment."""
        return self._transport.send(
            Plan(
                "POST",
                f"/v1/keys/{quoted(key_id)}:rotate",
                types.Key,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )


class AsyncKeys:
    """`client.keys`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self) -> types.Keys:
        """All keys of the account, revoked ones too."""
        return await self._transport.send(Plan("GET", "/v1/keys", types.Keys))

    async def create(
        self,
        *,
        label: str,
        scopes: Sequence[Literal["chat", "keys", "read", "write"]] | UnsetType = UNSET,
        expires_at: str | UnsetType | None = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Key:
        """A new key. Its secret is in this answer and in no other, a repetition of this request included."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/keys",
                types.Key,
                body=said(("label", label), ("scopes", scopes), ("expires_at", expires_at)),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def revoke(self, key_id: str) -> types.Key:
        """Revoke a key; it opens nothing from the next request on."""
        return await self._transport.send(Plan("DELETE", f"/v1/keys/{quoted(key_id)}", types.Key))

    async def rotate(self, key_id: str, *, idempotency_key: str | None = None) -> types.Key:
        """A new key like this one, which is revoked at the same moment."""
        return await self._transport.send(
            Plan(
                "POST",
                f"/v1/keys/{quoted(key_id)}:rotate",
                types.Key,
                creates=True,
                idempotency_key=idempotency_key,
            )
        )
