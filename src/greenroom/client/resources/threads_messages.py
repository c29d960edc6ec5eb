"""`client.threads.messages`.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import ANYTHING, Plan, quoted, said
from greenroom.client.streams import AsyncReplyStream, ReplyStream
from greenroom.client.transport import AsyncTransport, Transport


class ThreadsMessages:
    """`client.threads.messages`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        thread_id: str,
        *,
        limit: int | UnsetType = UNSET,
        all: bool | UnsetType = UNSET,
        cursor: str | None = None,
    ) -> Page[types.Message]:
        """The active path, oldest first; with `all=true` every message of the thread, in the order of their making."""
        return self._transport.pages(
            Plan(
                "GET",
                f"/v1/threads/{quoted(thread_id)}/messages",
                types.Message,
                query=said(("limit", limit), ("cursor", cursor), ("all", all)),
            )
        )

    def get(self, thread_id: str, message_id: str) -> types.Message:
        """One message; by the id of a reply of which nothing came, how that ended, for a day."""
        return self._transport.send(
            Plan("GET", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}", types.Message)
        )

    def edit(self, thread_id: str, message_id: str, *, text: str) -> types.Message:
        """Give a message other words."""
        return self._transport.send(
            Plan(
                "PATCH",
                f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}",
                types.Message,
                body=said(("text", text)),
            )
        )

    def delete(self, thread_id: str, message_id: str) -> types.Removed:
        """Remove a message with all that came of it."""
        return self._transport.send(
            Plan("DELETE", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}", types.Removed)
        )

    def select(self, thread_id: str, message_id: str) -> types.Thread:
        """Let the active path lead through a message, and on to the newest that came of it."""
        return self._transport.send(
            Plan(
                "POST", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}/select", types.Thread
            )
        )

    def stop(self, thread_id: str, message_id: str) -> types.Exchange:
        """End a reply with what has come of it so far, which is the answer; one that has ended stays as it is."""
        return self._transport.send(
            Plan(
                "POST", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}/stop", types.Exchange
            )
        )

    def events(self, thread_id: str, message_id: str) -> ReplyStream:
        """A reply as it comes, as server-sent events, from the one after `Last-Event-ID` on; one that has ended comes whole."""
        return self._transport.stream(
            Plan("GET", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}/events", ANYTHING),
            thread_id,
            message_id,
        )


class AsyncThreadsMessages:
    """`client.threads.messages`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        thread_id: str,
        *,
        limit: int | UnsetType = UNSET,
        all: bool | UnsetType = UNSET,
        cursor: str | None = None,
    ) -> AsyncPages[types.Message]:
        """The active path, oldest first; with `all=true` every message of the thread, in the order of their making."""
        return self._transport.pages(
            Plan(
                "GET",
                f"/v1/threads/{quoted(thread_id)}/messages",
                types.Message,
                query=said(("limit", limit), ("cursor", cursor), ("all", all)),
            )
        )

    async def get(self, thread_id: str, message_id: str) -> types.Message:
        """One message; by the id of a reply of which nothing came, how that ended, for a day."""
        return await self._transport.send(
            Plan("GET", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}", types.Message)
        )

    async def edit(self, thread_id: str, message_id: str, *, text: str) -> types.Message:
        """Give a message other words."""
        return await self._transport.send(
            Plan(
                "PATCH",
                f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}",
                types.Message,
                body=said(("text", text)),
            )
        )

    async def delete(self, thread_id: str, message_id: str) -> types.Removed:
        """Remove a message with all that came of it."""
        return await self._transport.send(
            Plan("DELETE", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}", types.Removed)
        )

    async def select(self, thread_id: str, message_id: str) -> types.Thread:
        """Let the active path lead through a message, and on to the newest that came of it."""
        return await self._transport.send(
            Plan(
                "POST", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}/select", types.Thread
            )
        )

    async def stop(self, thread_id: str, message_id: str) -> types.Exchange:
        """End a reply with what has come of it so far, which is the answer; one that has ended stays as it is."""
        return await self._transport.send(
            Plan(
                "POST", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}/stop", types.Exchange
            )
        )

    async def events(self, thread_id: str, message_id: str) -> AsyncReplyStream:
        """A reply as it comes, as server-sent events, from the one after `Last-Event-ID` on; one that has ended comes whole."""
        return await self._transport.stream(
            Plan("GET", f"/v1/threads/{quoted(thread_id)}/messages/{quoted(message_id)}/events", ANYTHING),
            thread_id,
            message_id,
        )
