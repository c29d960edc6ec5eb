"""`client.threads`.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Sequence
from typing import Literal, overload

from msgspec import UNSET, UnsetType

from greenroom.client import types
from greenroom.client.pages import AsyncPages, Page
from greenroom.client.plan import Plan, quoted, said
from greenroom.client.resources.threads_messages import AsyncThreadsMessages, ThreadsMessages
from greenroom.client.streams import AsyncReplyStream, ReplyStream
from greenroom.client.transport import AsyncTransport, Transport


class Threads:
    """`client.threads`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.messages = ThreadsMessages(transport)

    def list(
        self, *, character: str | UnsetType = UNSET, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> Page[types.Thread]:
        """Own threads, the last used first; those with one character where the query says so."""
        return self._transport.pages(
            Plan(
                "GET",
                "/v1/threads",
                types.Thread,
                query=said(("character", character), ("limit", limit), ("cursor", cursor)),
            )
        )

    def create(
        self,
        *,
        character: str,
        share_id: str | UnsetType | None = UNSET,
        persona: str | UnsetType | None = UNSET,
        scene: str | UnsetType | None = UNSET,
        title: str | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        greeting: int | UnsetType | None = UNSET,
        greet: bool | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Thread:
        """Begin a conversation with a character; each of its greetings is a version of the first message."""
        return self._transport.send(
            Plan(
                "POST",
                "/v1/threads",
                types.Thread,
                body=said(
                    ("character", character),
                    ("share_id", share_id),
                    ("persona", persona),
                    ("scene", scene),
                    ("title", title),
                    ("model", model),
                    ("greeting", greeting),
                    ("greet", greet),
                ),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    def get(self, thread_id: str) -> types.Thread:
        """One own thread."""
        return self._transport.send(Plan("GET", f"/v1/threads/{quoted(thread_id)}", types.Thread))

    def update(
        self,
        thread_id: str,
        *,
        persona: str | UnsetType | None = UNSET,
        scene: str | UnsetType | None = UNSET,
        title: str | UnsetType | None = UNSET,
        model: str | UnsetType | None = UNSET,
        if_revision: int | None = None,
    ) -> types.Thread:
        """Change a thread by a JSON Merge Patch (RFC 7396)."""
        return self._transport.send(
            Plan(
                "PATCH",
                f"/v1/threads/{quoted(thread_id)}",
                types.Thread,
                body=said(("persona", persona), ("scene", scene), ("title", title), ("model", model)),
                if_revision=if_revision,
            )
        )

    def delete(self, thread_id: str) -> types.Deleted:
        """Remove a thread with all that was said in it."""
        return self._transport.send(Plan("DELETE", f"/v1/threads/{quoted(thread_id)}", types.Deleted))

    def prompt(self, thread_id: str, *, model: str | UnsetType = UNSET) -> types.Prompt:
        """What a model would be asked for the next reply: every section with its tokens, and the request's parameters."""
        return self._transport.send(
            Plan("GET", f"/v1/threads/{quoted(thread_id)}/prompt", types.Prompt, query=said(("model", model)))
        )

    @overload
    def say(
        self,
        thread_id: str,
        *,
        text: str,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        triggers: Sequence[str] | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: Literal[False] = False,
    ) -> types.Exchange: ...
    @overload
    def say(
        self,
        thread_id: str,
        *,
        text: str,
        stream: Literal[True],
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        triggers: Sequence[str] | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> ReplyStream: ...
    def say(
        self,
        thread_id: str,
        *,
        text: str,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        triggers: Sequence[str] | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: bool = False,
    ) -> types.Exchange | ReplyStream:
        """Say something and have it answered; with `stream` as it comes, as server-sent events."""
        plan = Plan(
            "POST",
            f"/v1/threads/{quoted(thread_id)}/messages",
            types.Exchange,
            body=said(
                ("temperature", temperature),
                ("top_p", top_p),
                ("max_tokens", max_tokens),
                ("stop", stop),
                ("seed", seed),
                ("presence_penalty", presence_penalty),
                ("frequency_penalty", frequency_penalty),
                ("text", text),
                ("parent", parent),
                ("triggers", triggers),
                ("model", model),
                ("stream", stream or UNSET),
            ),
            creates=True,
            idempotency_key=idempotency_key,
        )
        if stream:
            return self._transport.stream(plan, thread_id)
        return self._transport.send(plan)

    @overload
    def reply(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: Literal[False] = False,
    ) -> types.Exchange: ...
    @overload
    def reply(
        self,
        thread_id: str,
        *,
        stream: Literal[True],
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> ReplyStream: ...
    def reply(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: bool = False,
    ) -> types.Exchange | ReplyStream:
        """Have what was said last answered, anew if it was before: another version of the reply."""
        plan = Plan(
            "POST",
            f"/v1/threads/{quoted(thread_id)}/reply",
            types.Exchange,
            body=said(
                ("temperature", temperature),
                ("top_p", top_p),
                ("max_tokens", max_tokens),
                ("stop", stop),
                ("seed", seed),
                ("presence_penalty", presence_penalty),
                ("frequency_penalty", frequency_penalty),
                ("parent", parent),
                ("model", model),
                ("stream", stream or UNSET),
            ),
            creates=True,
            idempotency_key=idempotency_key,
        )
        if stream:
            return self._transport.stream(plan, thread_id)
        return self._transport.send(plan)

    @overload
    def go_on(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: Literal[False] = False,
    ) -> types.Exchange: ...
    @overload
    def go_on(
        self,
        thread_id: str,
        *,
        stream: Literal[True],
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> ReplyStream: ...
    def go_on(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: bool = False,
    ) -> types.Exchange | ReplyStream:
        """Have the character's last message gone on with."""
        plan = Plan(
            "POST",
            f"/v1/threads/{quoted(thread_id)}/continue",
            types.Exchange,
            body=said(
                ("temperature", temperature),
                ("top_p", top_p),
                ("max_tokens", max_tokens),
                ("stop", stop),
                ("seed", seed),
                ("presence_penalty", presence_penalty),
                ("frequency_penalty", frequency_penalty),
                ("model", model),
                ("stream", stream or UNSET),
            ),
            creates=True,
            idempotency_key=idempotency_key,
        )
        if stream:
            return self._transport.stream(plan, thread_id)
        return self._transport.send(plan)


class AsyncThreads:
    """`client.threads`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.messages = AsyncThreadsMessages(transport)

    def list(
        self, *, character: str | UnsetType = UNSET, limit: int | UnsetType = UNSET, cursor: str | None = None
    ) -> AsyncPages[types.Thread]:
        """Own threads, the last used first; those with one character where the query says so."""
        return self._transport.pages(
            Plan(
                "GET",
                "/v1/threads",
                types.Thread,
                query=said(("character", character), ("limit", limit), ("cursor", cursor)),
            )
        )

    async def create(
        self,
        *,
        character: str,
        share_id: str | UnsetType | None = UNSET,
        persona: str | UnsetType | None = UNSET,
        scene: str | UnsetType | None = UNSET,
        title: str | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        greeting: int | UnsetType | None = UNSET,
        greet: bool | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> types.Thread:
        """Begin a conversation with a character; each of its greetings is a version of the first message."""
        return await self._transport.send(
            Plan(
                "POST",
                "/v1/threads",
                types.Thread,
                body=said(
                    ("character", character),
                    ("share_id", share_id),
                    ("persona", persona),
                    ("scene", scene),
                    ("title", title),
                    ("model", model),
                    ("greeting", greeting),
                    ("greet", greet),
                ),
                creates=True,
                idempotency_key=idempotency_key,
            )
        )

    async def get(self, thread_id: str) -> types.Thread:
        """One own thread."""
        return await self._transport.send(Plan("GET", f"/v1/threads/{quoted(thread_id)}", types.Thread))

    async def update(
        self,
        thread_id: str,
        *,
        persona: str | UnsetType | None = UNSET,
        scene: str | UnsetType | None = UNSET,
        title: str | UnsetType | None = UNSET,
        model: str | UnsetType | None = UNSET,
        if_revision: int | None = None,
    ) -> types.Thread:
        """Change a thread by a JSON Merge Patch (RFC 7396)."""
        return await self._transport.send(
            Plan(
                "PATCH",
                f"/v1/threads/{quoted(thread_id)}",
                types.Thread,
                body=said(("persona", persona), ("scene", scene), ("title", title), ("model", model)),
                if_revision=if_revision,
            )
        )

    async def delete(self, thread_id: str) -> types.Deleted:
        """Remove a thread with all that was said in it."""
        return await self._transport.send(Plan("DELETE", f"/v1/threads/{quoted(thread_id)}", types.Deleted))

    async def prompt(self, thread_id: str, *, model: str | UnsetType = UNSET) -> types.Prompt:
        """What a model would be asked for the next reply: every section with its tokens, and the request's parameters."""
        return await self._transport.send(
            Plan("GET", f"/v1/threads/{quoted(thread_id)}/prompt", types.Prompt, query=said(("model", model)))
        )

    @overload
    async def say(
        self,
        thread_id: str,
        *,
        text: str,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        triggers: Sequence[str] | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: Literal[False] = False,
    ) -> types.Exchange: ...
    @overload
    async def say(
        self,
        thread_id: str,
        *,
        text: str,
        stream: Literal[True],
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        triggers: Sequence[str] | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> AsyncReplyStream: ...
    async def say(
        self,
        thread_id: str,
        *,
        text: str,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        triggers: Sequence[str] | UnsetType = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: bool = False,
    ) -> types.Exchange | AsyncReplyStream:
        """Say something and have it answered; with `stream` as it comes, as server-sent events."""
        plan = Plan(
            "POST",
            f"/v1/threads/{quoted(thread_id)}/messages",
            types.Exchange,
            body=said(
                ("temperature", temperature),
                ("top_p", top_p),
                ("max_tokens", max_tokens),
                ("stop", stop),
                ("seed", seed),
                ("presence_penalty", presence_penalty),
                ("frequency_penalty", frequency_penalty),
                ("text", text),
                ("parent", parent),
                ("triggers", triggers),
                ("model", model),
                ("stream", stream or UNSET),
            ),
            creates=True,
            idempotency_key=idempotency_key,
        )
        if stream:
            return await self._transport.stream(plan, thread_id)
        return await self._transport.send(plan)

    @overload
    async def reply(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: Literal[False] = False,
    ) -> types.Exchange: ...
    @overload
    async def reply(
        self,
        thread_id: str,
        *,
        stream: Literal[True],
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> AsyncReplyStream: ...
    async def reply(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        parent: str | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: bool = False,
    ) -> types.Exchange | AsyncReplyStream:
        """Have what was said last answered, anew if it was before: another version of the reply."""
        plan = Plan(
            "POST",
            f"/v1/threads/{quoted(thread_id)}/reply",
            types.Exchange,
            body=said(
                ("temperature", temperature),
                ("top_p", top_p),
                ("max_tokens", max_tokens),
                ("stop", stop),
                ("seed", seed),
                ("presence_penalty", presence_penalty),
                ("frequency_penalty", frequency_penalty),
                ("parent", parent),
                ("model", model),
                ("stream", stream or UNSET),
            ),
            creates=True,
            idempotency_key=idempotency_key,
        )
        if stream:
            return await self._transport.stream(plan, thread_id)
        return await self._transport.send(plan)

    @overload
    async def go_on(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: Literal[False] = False,
    ) -> types.Exchange: ...
    @overload
    async def go_on(
        self,
        thread_id: str,
        *,
        stream: Literal[True],
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
    ) -> AsyncReplyStream: ...
    async def go_on(
        self,
        thread_id: str,
        *,
        temperature: float | UnsetType | None = UNSET,
        top_p: float | UnsetType | None = UNSET,
        max_tokens: int | UnsetType | None = UNSET,
        stop: Sequence[str] | UnsetType = UNSET,
        seed: int | UnsetType | None = UNSET,
        presence_penalty: float | UnsetType | None = UNSET,
        frequency_penalty: float | UnsetType | None = UNSET,
        model: str | UnsetType = UNSET,
        idempotency_key: str | None = None,
        stream: bool = False,
    ) -> types.Exchange | AsyncReplyStream:
        """Have the character's last message gone on with."""
        plan = Plan(
            "POST",
            f"/v1/threads/{quoted(thread_id)}/continue",
            types.Exchange,
            body=said(
                ("temperature", temperature),
                ("top_p", top_p),
                ("max_tokens", max_tokens),
                ("stop", stop),
                ("seed", seed),
                ("presence_penalty", presence_penalty),
                ("frequency_penalty", frequency_penalty),
                ("model", model),
                ("stream", stream or UNSET),
            ),
            creates=True,
            idempotency_key=idempotency_key,
        )
        if stream:
            return await self._transport.stream(plan, thread_id)
        return await self._transport.send(plan)
