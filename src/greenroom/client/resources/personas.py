"""`client.personas`.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class Personas:
    """`client.personas`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.Persona]:
        """Own personas, newest first."""
        return self._transport.pages(
            Plan("GET", "/v1/personas", types.Persona, query=said(("limit", limit), ("cursor", cursor)))
        )

    def create(
        self,
        *,
        name: str,
        description: str | UnsetType = UNSET,
        picture: str | UnsetType | None = UNSET,
        default: bool | UnsetType = UNSET,
        characters: Sequence[str] | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Persona:
        """Make a persona."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/personas",
                types.Persona,
                body=said(
                    ("name", name),
                    ("description", description),
                    ("picture", picture),
                    ("default", default),
                    ("characters", characters),
                ),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def get(self, persona_id: str) -> types.Persona:
        """One own persona."""
        return self._transport.send(Plan("GET", f"/v1/personas/{quoted(persona_id)}", types.Persona))

    def update(
        self,
        persona_id: str,
        *,
        name: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        picture: str | UnsetType | None = UNSET,
        default: bool | UnsetType | None = UNSET,
        characters: Sequence[str] | UnsetType | None = UNSET,
        if_revision: int | None = None,
    ) -> types.Persona:
        """Change a persona by a JSON Merge Patch (RFC 7396)."""
        return self._transport.send(
            Plan(
                "PATCH",
                f"/v1/personas/{quoted(persona_id)}",
                types.Persona,
                body=said(
                    ("name", name),
                    ("description", description),
                    ("picture", picture),
                    ("default", default),
                    ("characters", characters),
                ),
                if_revision=if_revision,
            )
        )

    def delete(self, persona_id: str) -> types.Deleted:
        """Remove a persona; threads that it talks in go on with whoever is chosen for their character."""
        return self._transport.send(Plan("DELETE", f"/v1/personas/{quoted(persona_id)}", types.Deleted))


class AsyncPersonas:
    """`client.personas`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> AsyncPages[types.Persona]:
        """Own personas, newest first."""
        return self._transport.pages(
            Plan("GET", "/v1/personas", types.Persona, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def create(
        self,
        *,
        name: str,
        description: str | UnsetType = UNSET,
        picture: str | UnsetType | None = UNSET,
        default: bool | UnsetType = UNSET,
        characters: Sequence[str] | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Persona:
        """Make a persona."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/personas",
                types.Persona,
                body=said(
                    ("name", name),
                    ("description", description),
                    ("picture", picture),
                    ("default", default),
                    ("characters", characters),
                ),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def get(self, persona_id: str) -> types.Persona:
        """One own persona."""
        return await self._transport.send(Plan("GET", f"/v1/personas/{quoted(persona_id)}", types.Persona))

    async def update(
        self,
        persona_id: str,
        *,
        name: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        picture: str | UnsetType | None = UNSET,
        default: bool | UnsetType | None = UNSET,
        characters: Sequence[str] | UnsetType | None = UNSET,
        if_revision: int | None = None,
    ) -> types.Persona:
        """Change a persona by a JSON Merge Patch (RFC 7396)."""
        return await self._transport.send(
            Plan(
                "PATCH",
                f"/v1/personas/{quoted(persona_id)}",
                types.Persona,
                body=said(
                    ("name", name),
                    ("description", description),
                    ("picture", picture),
                    ("default", default),
                    ("characters", characters),
                ),
                if_revision=if_revision,
            )
        )

    async def delete(self, persona_id: str) -> types.Deleted:
        """Remove a persona; threads that it talks in go on with whoever is chosen for their character."""
        return await self._transport.send(Plan("DELETE", f"/v1/personas/{quoted(persona_id)}", types.Deleted))
