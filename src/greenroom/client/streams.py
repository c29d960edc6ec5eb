"""Streams: replies as they come, in a client that blocks and in one that awaits.

A stream whose connection breaks goes on where it was: the server keeps what it says meanwhile.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from typing import TYPE_CHECKING, Self

import httpx2

from greenroom.client.reading import Reading
from greenroom.client.replies import ReplyEvent, ReplyText
from greenroom.client.types.threads import Message

if TYPE_CHECKING:  # which makes streams
    from greenroom.client.transport import AsyncTransport, Transport


class ReplyStream:
    """The events of a reply, once. Closed when they have ended, and at the end of a `with`.

    Closing it earlier does not stop the reply: `client.threads.messages.stop(thread_id, stream.reply_id)` does.
    """

    def __init__(self, transport: "Transport", reading: Reading, response: httpx2.Response) -> None:
        self._transport = transport
        self._reading = reading
        self._response = response
        self._following = self._events()

    def __iter__(self) -> Iterator[ReplyEvent]:
        return self._following

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def reply_id(self) -> str:
        """The id of the reply; "" until its first event was read."""
        return self._reading.reply_id

    def texts(self) -> Iterator[str]:
        """The text alone, piece by piece."""
        return (event.text for event in self if isinstance(event, ReplyText))

    def message(self) -> Message | None:
        """The whole reply, once it has ended; None where nothing came of it."""
        for _ in self:
            pass
        return self._reading.end.reply if self._reading.end else None

    def close(self) -> None:
        """Read no more."""
        self._following.close()
        self._response.close()

    def _events(self) -> Generator[ReplyEvent, None, None]:
        while True:
            try:
                for chunk in self._response.iter_bytes():
                    yield from self._reading.feed(chunk)
            except httpx2.RequestError:
                pass
            finally:
                self._response.close()
            if self._reading.end:
                return
            self._response = self._transport.run(self._reading.again())


class AsyncReplyStream:
    """The events of a reply, in a client that awaits; see `ReplyStream`."""

    def __init__(self, transport: "AsyncTransport", reading: Reading, response: httpx2.Response) -> None:
        self._transport = transport
        self._reading = reading
        self._response = response
        self._following = self._events()

    def __aiter__(self) -> AsyncIterator[ReplyEvent]:
        return self._following

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def reply_id(self) -> str:
        """The id of the reply; "" until its first event was read."""
        return self._reading.reply_id

    async def texts(self) -> AsyncIterator[str]:
        """The text alone, piece by piece."""
        async for event in self:
            if isinstance(event, ReplyText):
                yield event.text

    async def message(self) -> Message | None:
        """The whole reply, once it has ended; None where nothing came of it."""
        async for _ in self:
            pass
        return self._reading.end.reply if self._reading.end else None

    async def close(self) -> None:
        """Read no more."""
        await self._following.aclose()
        await self._response.aclose()

    async def _events(self) -> AsyncGenerator[ReplyEvent, None]:
        while True:
            try:
                async for chunk in self._response.aiter_bytes():
                    for event in self._reading.feed(chunk):
                        yield event
            except httpx2.RequestError:
                pass
            finally:
                await self._response.aclose()
            if self._reading.end:
                return
            self._response = await self._transport.run(self._reading.again())
