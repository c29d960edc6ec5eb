"""`client.scenes`.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.transport import AsyncTransport, Transport


class Scenes:
    """`client.scenes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> Page[types.Scene]:
        """Own scenes, oldest first."""
        return self._transport.pages(
            Plan("GET", "/v1/scenes", types.Scene, query=said(("limit", limit), ("cursor", cursor)))
        )

    def create(
        self,
        *,
        title: str,
        description: str | UnsetType = UNSET,
        period: str | UnsetType = UNSET,
        characters: Sequence[str] | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Scene:
        """Make a scene."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/scenes",
                types.Scene,
                body=said(
                    ("title", title),
                    ("description", description),
                    ("period", period),
                    ("characters", characters),
                ),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def get(self, scene_id: str) -> types.Scene:
        """One own scene."""
        return self._transport.send(Plan("GET", f"/v1/scenes/{quoted(scene_id)}", types.Scene))

    def update(
        self,
        scene_id: str,
        *,
        title: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        period: str | UnsetType | None = UNSET,
        characters: Sequence[str] | UnsetType | None = UNSET,
        if_revision: int | None = None,
    ) -> types.Scene:
        """Change a scene by a JSON Merge Patch (RFC 7396)."""
        return self._transport.send(
            Plan(
                "PATCH",
                f"/v1/scenes/{quoted(scene_id)}",
                types.Scene,
                body=said(
                    ("title", title),
                    ("description", description),
                    ("period", period),
                    ("characters", characters),
                ),
                if_revision=if_revision,
            )
        )

    def delete(self, scene_id: str) -> types.Deleted:
        """Remove a scene in which nobody is met, and no thread plays."""
        return self._transport.send(Plan("DELETE", f"/v1/scenes/{quoted(scene_id)}", types.Deleted))

    def move(self, scene_id: str, *, to: str) -> types.Scene:
        """Let all characters of this scene be met in another, which is the answer."""
        return self._transport.send(
            Plan("POST", f"/v1/scenes/{quoted(scene_id)}/move", types.Scene, body=said(("to", to)))
        )


class AsyncScenes:
    """`client.scenes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, *, limit: int | UnsetType = UNSET, cursor: str | None = None) -> AsyncPages[types.Scene]:
        """Own scenes, oldest first."""
        return self._transport.pages(
            Plan("GET", "/v1/scenes", types.Scene, query=said(("limit", limit), ("cursor", cursor)))
        )

    async def create(
        self,
        *,
        title: str,
        description: str | UnsetType = UNSET,
        period: str | UnsetType = UNSET,
        characters: Sequence[str] | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Scene:
        """Make a scene."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/scenes",
                types.Scene,
                body=said(
                    ("title", title),
                    ("description", description),
                    ("period", period),
                    ("characters", characters),
                ),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def get(self, scene_id: str) -> types.Scene:
        """One own scene."""
        return await self._transport.send(Plan("GET", f"/v1/scenes/{quoted(scene_id)}", types.Scene))

    async def update(
        self,
        scene_id: str,
        *,
        title: str | UnsetType = UNSET,
        description: str | UnsetType | None = UNSET,
        period: str | UnsetType | None = UNSET,
        characters: Sequence[str] | UnsetType | None = UNSET,
        if_revision: int | None = None,
    ) -> types.Scene:
        """Change a scene by a JSON Merge Patch (RFC 7396)."""
        return await self._transport.send(
            Plan(
                "PATCH",
                f"/v1/scenes/{quoted(scene_id)}",
                types.Scene,
                body=said(
                    ("title", title),
                    ("description", description),
                    ("period", period),
                    ("characters", characters),
                ),
                if_revision=if_revision,
            )
        )

    async def delete(self, scene_id: str) -> types.Deleted:
        """Remove a scene in which nobody is met, and no thread plays."""
        return await self._transport.send(Plan("DELETE", f"/v1/scenes/{quoted(scene_id)}", types.Deleted))

    async def move(self, scene_id: str, *, to: str) -> types.Scene:
        """Let all characters of this scene be met in another, which is the answer."""
        return await self._transport.send(
            Plan("POST", f"/v1/scenes/{quoted(scene_id)}/move", types.Scene, body=said(("to", to)))
        )
