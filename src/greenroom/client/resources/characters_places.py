"""`client.characters.places`.

Written by clients/generate; change the server, then run script/clients.
"""

from greenroom.client import types
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class CharactersPlaces:
    """`client.characters.places`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, character_id: str) -> types.Standings:
        """Where a character stands, and what it is called there, for each dialect with names of its own."""
        return self._transport.send(
            Plan("GET", f"/v1/characters/{quoted(character_id)}/places", types.Standings)
        )

    def move(self, character_id: str, dialect: str, *, container: str) -> types.Standing:
        """Let a character stand in another container of a dialect, which must be there; its name is kept unless taken."""
        return self._transport.send(
            Plan(
                "PUT",
                f"/v1/characters/{quoted(character_id)}/places/{quoted(dialect)}",
                types.Standing,
                body=said(("container", container)),
            )
        )


class AsyncCharactersPlaces:
    """`client.characters.places`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(self, character_id: str) -> types.Standings:
        """Where a character stands, and what it is called there, for each dialect with names of its own."""
        return await self._transport.send(
            Plan("GET", f"/v1/characters/{quoted(character_id)}/places", types.Standings)
        )

    async def move(self, character_id: str, dialect: str, *, container: str) -> types.Standing:
        """Let a character stand in another container of a dialect, which must be there; its name is kept unless taken."""
        return await self._transport.send(
            Plan(
                "PUT",
                f"/v1/characters/{quoted(character_id)}/places/{quoted(dialect)}",
                types.Standing,
                body=said(("container", container)),
            )
        )
