"""Server-sent events (WHATWG HTML, section 9.2): frames, and an answer that is sent as they come."""

from collections.abc import AsyncGenerator, AsyncIterator

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

EVENT_STREAM = "text/event-stream"
HEARTBEAT = b": still here\n\n"
"""A comment, so that nobody on the way takes the silence for the end."""

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def frame(data: bytes, event: str = "", event_id: str = "") -> bytes:
    """One event; `data` is JSON on one line."""
    name = f"event: {event}\n".encode() if event else b""
    identity = f"id: {event_id}\n".encode() if event_id else b""
    return b"%b%bdata: %b\n\n" % (identity, name, data)


class EventStream(StreamingResponse):
    """An answer whose frames are made as they are sent; when the client goes, whatever makes them is closed at once."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. A generator that waits to be asked for more would not hear of the end by itself."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if isinstance(self.body_iterator, AsyncGenerator):
                await self.body_iterator.aclose()


def event_stream(frames: AsyncIterator[bytes]) -> EventStream:
    """An answer that never ends by itself before its frames do; no proxy holds any of them back."""
    return EventStream(frames, media_type=EVENT_STREAM, headers=_HEADERS)
