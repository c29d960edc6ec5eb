"""`client.account`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, said
from greenroom.client.transport import AsyncTransport, Transport


class Account:
    """`client.account`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> types.Account:
        """The account that the key belongs to."""
        return self._transport.send(Plan("GET", "/v1/account", types.Account))

    def acts(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.Act]:
        """What was done to the account and by it – sign-ins, keys, visibility, operators' acts – newest first, for 400 days."""
        return self._transport.pages(
            Plan("GET", "/v1/account/acts", types.Act, query=said(("limit", limit), ("cursor", cursor)))
        )

    def usage(self) -> types.Usage:
        """How many characters and pictures the account has, its plan, and the limits on its requests."""
        return self._transport.send(Plan("GET", "/v1/usage", types.Usage))

    def export(self, *, idempotency_key: str | None = None) -> types.Operation:
        """Begin to write everything that the account holds to one file, from which `greenroom account import` makes it anew."""
        return self._transport.send(
            Plan("POST", "/v1/account/export", types.Operation, creates=True, idempotency_key=idempotency_key)
        )


class AsyncAccount:
    """`client.account`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self) -> types.Account:
        """The account that the key belongs to."""
        return await self._transport.send(Plan("GET", "/v1/account", types.Account))

    def acts(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> AsyncPages[types.Act]:
        """What was done to the account and by it – sign-ins, keys, visibility, operators' acts – newest first, for 400 days."""
        return self._transport.pages(
            Plan("GET", "/v1/account/acts", types.Act, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def usage(self) -> types.Usage:
        """How many characters and pictures the account has, its plan, and the limits on its requests."""
        return await self._transport.send(Plan("GET", "/v1/usage", types.Usage))

    async def export(self, *, idempotency_key: str | None = None) -> types.Operation:
        """Begin to write everything that the account holds to one file, from which `greenroom account import` makes it anew."""
        return await self._transport.send(
            Plan("POST", "/v1/account/export", types.Operation, creates=True, idempotency_key=idempotency_key)
        )
