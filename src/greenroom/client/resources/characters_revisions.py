"""`client.characters.revisions`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class CharactersRevisions:
    """`client.characters.revisions`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, character_id: str, *, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> Page[types.Revision]:
        """The history of a character, newest first."""
        return self._transport.pages(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/revisions",
                types.Revision,
                query=said(("limit", limit), ("cursor", cursor)),
            )
        )

    def get(self, character_id: str, revision: int) -> types.WholeRevision:
        """What a character was at a revision."""
        return self._transport.send(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/revisions/{quoted(revision)}",
                types.WholeRevision,
            )
        )

    def diff(self, character_id: str, revision: int, *, from_: int | UnsetType = UNSET) -> types.Difference:
        """What is otherwise at a revision than at the one before it, or at another; 0 is before everything."""
        return self._transport.send(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/revisions/{quoted(revision)}/diff",
                types.Difference,
                query=said(("from", from_)),
            )
        )

    def restore(self, character_id: str, revision: int) -> types.Character:
        """Make a character what it was at a revision, as a new revision; live at once, if it ever was live."""
        return self._transport.send(
            Plan(
                "POST",
                f"/v1/characters/{quoted(character_id)}/revisions/{quoted(revision)}/restore",
                types.Character,
            )
        )


class AsyncCharactersRevisions:
    """`client.characters.revisions`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self, character_id: str, *, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> AsyncPages[types.Revision]:
        """The history of a character, newest first."""
        return self._transport.pages(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/revisions",
                types.Revision,
                query=said(("limit", limit), ("cursor", cursor)),
            )
        )

    async def get(self, character_id: str, revision: int) -> types.WholeRevision:
        """What a character was at a revision."""
        return await self._transport.send(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/revisions/{quoted(revision)}",
                types.WholeRevision,
            )
        )

    async def diff(
        self, character_id: str, revision: int, *, from_: int | UnsetType = UNSET
    ) -> types.Difference:
        """What is otherwise at a revision than at the one before it, or at another; 0 is before everything."""
        return await self._transport.send(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/revisions/{quoted(revision)}/diff",
                types.Difference,
                query=said(("from", from_)),
            )
        )

    async def restore(self, character_id: str, revision: int) -> types.Character:
        """Make a character what it was at a revision, as a new revision; live at once, if it ever was live."""
        return await self._transport.send(
            Plan(
                "POST",
                f"/v1/characters/{quoted(character_id)}/revisions/{quoted(revision)}/restore",
                types.Character,
            )
        )
