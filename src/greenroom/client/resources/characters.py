"""`client.characters`.

Written by clients/generate; change the server, then run script/clients.
"""

from typing import Any, Literal

from msgspec import UNSET, UnsetType

from greenroom.client import params, types
from greenroom.client.files import File
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.resources.characters_places import AsyncCharactersPlaces, CharactersPlaces
from greenroom.client.resources.characters_revisions import AsyncCharactersRevisions, CharactersRevisions
from greenroom.client.transport import AsyncTransport, Transport


class Characters:
    """`client.characters`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.places = CharactersPlaces(transport)
        self.revisions = CharactersRevisions(transport)

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.Character]:
        """Own characters, newest first."""
        return self._transport.pages(
            Plan("GET", "/v1/characters", types.Character, query=said(("limit", limit), ("cursor", cursor)))
        )

    def create(
        self,
        *,
        character: params.CanonicalCharacter | types.CanonicalCharacter,
        id: Any | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Character:
        """Make a character, live at once; a body that another one's answer was is a copy of it."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/characters",
                types.Character,
                body=said(("id", id), ("character", character)),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def get(self, character_id: str) -> types.Character:
        """One own character."""
        return self._transport.send(Plan("GET", f"/v1/characters/{quoted(character_id)}", types.Character))

    def replace(
        self,
        character_id: str,
        *,
        character: params.CanonicalCharacter | types.CanonicalCharacter,
        id: Any | UnsetType = UNSET,
        if_revision: int | None = None,
    ) -> types.Character:
        """Replace a character: what the body does not say is at its default afterwards."""
        return self._transport.send(
            Plan(
                "PUT",
                f"/v1/characters/{quoted(character_id)}",
                types.Character,
                body=said(("id", id), ("character", character)),
                if_revision=if_revision,
            )
        )

    def update(
        self, character_id: str, *, character: params.CanonicalCharacterPatch, if_revision: int | None = None
    ) -> types.Character:
        """Change a character by a JSON Merge Patch (RFC 7396): null removes, lists are replaced whole."""
        return self._transport.send(
            Plan(
                "PATCH",
                f"/v1/characters/{quoted(character_id)}",
                types.Character,
                body=said(("character", character)),
                if_revision=if_revision,
            )
        )

    def delete(self, character_id: str) -> types.Deleted:
        """Remove a character for good, with its conversations."""
        return self._transport.send(Plan("DELETE", f"/v1/characters/{quoted(character_id)}", types.Deleted))

    def publish(self, character_id: str) -> types.Character:
        """Make the working copy live at once."""
        return self._transport.send(
            Plan("POST", f"/v1/characters/{quoted(character_id)}/publish", types.Character)
        )

    def share(self, character_id: str) -> types.Character:
        """Give the character a share link, or show the one it has; it leads nowhere while the character is private."""
        return self._transport.send(
            Plan("POST", f"/v1/characters/{quoted(character_id)}/share", types.Character)
        )

    def unshare(self, character_id: str) -> types.Character:
        """Revoke the share link for good."""
        return self._transport.send(
            Plan("DELETE", f"/v1/characters/{quoted(character_id)}/share", types.Character)
        )

    def views(self, character_id: str) -> types.Views:
        """What each dialect shows of this character, how it says each field, and what its vendor never had."""
        return self._transport.send(Plan("GET", f"/v1/characters/{quoted(character_id)}/views", types.Views))

    def stats(self, character_id: str) -> types.Stats:
        """How much an own character was talked with, by everybody."""
        return self._transport.send(Plan("GET", f"/v1/characters/{quoted(character_id)}/stats", types.Stats))

    def export(
        self,
        character_id: str,
        *,
        format: Literal[
            "chara_card_v3", "chara_card_v2", "png", "charx", "yaml", "v3", "v2", "native", "original"
        ]
        | UnsetType = UNSET,
        report: bool | UnsetType = UNSET,
    ) -> File:
        """A character as a file; with `report=true`, what that file leaves out."""
        return self._transport.send(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/export",
                File,
                query=said(("format", format), ("report", report)),
            )
        )


class AsyncCharacters:
    """`client.characters`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.places = AsyncCharactersPlaces(transport)
        self.revisions = AsyncCharactersRevisions(transport)

    def list(
        self, *, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> AsyncPages[types.Character]:
        """Own characters, newest first."""
        return self._transport.pages(
            Plan("GET", "/v1/characters", types.Character, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def create(
        self,
        *,
        character: params.CanonicalCharacter | types.CanonicalCharacter,
        id: Any | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Character:
        """Make a character, live at once; a body that another one's answer was is a copy of it."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/characters",
                types.Character,
                body=said(("id", id), ("character", character)),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def get(self, character_id: str) -> types.Character:
        """One own character."""
        return await self._transport.send(
            Plan("GET", f"/v1/characters/{quoted(character_id)}", types.Character)
        )

    async def replace(
        self,
        character_id: str,
        *,
        character: params.CanonicalCharacter | types.CanonicalCharacter,
        id: Any | UnsetType = UNSET,
        if_revision: int | None = None,
    ) -> types.Character:
        """Replace a character: what the body does not say is at its default afterwards."""
        return await self._transport.send(
            Plan(
                "PUT",
                f"/v1/characters/{quoted(character_id)}",
                types.Character,
                body=said(("id", id), ("character", character)),
                if_revision=if_revision,
            )
        )

    async def update(
        self, character_id: str, *, character: params.CanonicalCharacterPatch, if_revision: int | None = None
    ) -> types.Character:
        """Change a character by a JSON Merge Patch (RFC 7396): null removes, lists are replaced whole."""
        return await self._transport.send(
            Plan(
                "PATCH",
                f"/v1/characters/{quoted(character_id)}",
                types.Character,
                body=said(("character", character)),
                if_revision=if_revision,
            )
        )

    async def delete(self, character_id: str) -> types.Deleted:
        """Remove a character for good, with its conversations."""
        return await self._transport.send(
            Plan("DELETE", f"/v1/characters/{quoted(character_id)}", types.Deleted)
        )

    async def publish(self, character_id: str) -> types.Character:
        """Make the working copy live at once."""
        return await self._transport.send(
            Plan("POST", f"/v1/characters/{quoted(character_id)}/publish", types.Character)
        )

    async def share(self, character_id: str) -> types.Character:
        """Give the character a share link, or show the one it has; it leads nowhere while the character is private."""
        return await self._transport.send(
            Plan("POST", f"/v1/characters/{quoted(character_id)}/share", types.Character)
        )

    async def unshare(self, character_id: str) -> types.Character:
        """Revoke the share link for good."""
        return await self._transport.send(
            Plan("DELETE", f"/v1/characters/{quoted(character_id)}/share", types.Character)
        )

    async def views(self, character_id: str) -> types.Views:
        """What each dialect shows of this character, how it says each field, and what its vendor never had."""
        return await self._transport.send(
            Plan("GET", f"/v1/characters/{quoted(character_id)}/views", types.Views)
        )

    async def stats(self, character_id: str) -> types.Stats:
        """How much an own character was talked with, by everybody."""
        return await self._transport.send(
            Plan("GET", f"/v1/characters/{quoted(character_id)}/stats", types.Stats)
        )

    async def export(
        self,
        character_id: str,
        *,
        format: Literal[
            "chara_card_v3", "chara_card_v2", "png", "charx", "yaml", "v3", "v2", "native", "original"
        ]
        | UnsetType = UNSET,
        report: bool | UnsetType = UNSET,
    ) -> File:
        """A character as a file; with `report=true`, what that file leaves out."""
        return await self._transport.send(
            Plan(
                "GET",
                f"/v1/characters/{quoted(character_id)}/export",
                File,
                query=said(("format", format), ("report", report)),
            )
        )
