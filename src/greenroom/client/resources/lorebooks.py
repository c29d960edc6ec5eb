"""`client.lorebooks`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class Lorebooks:
    """`client.lorebooks`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.KeptLorebook]:
        """Lorebooks of the account that belong to no character, in an order of their own."""
        return self._transport.pages(
            Plan("GET", "/v1/lorebooks", types.KeptLorebook, query=said(("limit", limit), ("cursor", cursor)))
        )

    def get(self, lorebook_id: str) -> types.WholeKeptLorebook:
        """One of them, whole."""
        return self._transport.send(
            Plan("GET", f"/v1/lorebooks/{quoted(lorebook_id)}", types.WholeKeptLorebook)
        )

    def delete(self, lorebook_id: str) -> types.Deleted:
        """Forget a lorebook; characters that it was given to keep theirs."""
        return self._transport.send(Plan("DELETE", f"/v1/lorebooks/{quoted(lorebook_id)}", types.Deleted))

    def give(self, lorebook_id: str, *, character: str) -> types.Character:
        """Let a character have a copy of a lorebook as its own, in place of the one that it had."""
        return self._transport.send(
            Plan(
                "POST",
                f"/v1/lorebooks/{quoted(lorebook_id)}/give",
                types.Character,
                body=said(("character", character)),
            )
        )


class AsyncLorebooks:
    """`client.lorebooks`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, *, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> AsyncPages[types.KeptLorebook]:
        """Lorebooks of the account that belong to no character, in an order of their own."""
        return self._transport.pages(
            Plan("GET", "/v1/lorebooks", types.KeptLorebook, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def get(self, lorebook_id: str) -> types.WholeKeptLorebook:
        """One of them, whole."""
        return await self._transport.send(
            Plan("GET", f"/v1/lorebooks/{quoted(lorebook_id)}", types.WholeKeptLorebook)
        )

    async def delete(self, lorebook_id: str) -> types.Deleted:
        """Forget a lorebook; characters that it was given to keep theirs."""
        return await self._transport.send(
            Plan("DELETE", f"/v1/lorebooks/{quoted(lorebook_id)}", types.Deleted)
        )

    async def give(self, lorebook_id: str, *, character: str) -> types.Character:
        """Let a character have a copy of a lorebook as its own, in place of the one that it had."""
        return await self._transport.send(
            Plan(
                "POST",
                f"/v1/lorebooks/{quoted(lorebook_id)}/give",
                types.Character,
                body=said(("character", character)),
            )
        )
