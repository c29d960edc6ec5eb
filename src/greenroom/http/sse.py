"""Server-sent events (WHATWG HTML, section 9.2): frames, and an answer that is sent as they come."""

from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse

EVENT_STREAM = "text/event-stream"
HEARTBEAT = b": still here\n\n"
"""A comment, so that nobody on the way takes the silence for the end."""

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def frame(data: bytes, event: str = "", event_id: str = "") -> bytes:
    """One event; `data` is JSON on one line."""
    name = f"event: {event}\n".encode() if event else b""
    identity = f"id: {event_id}\n".encode() if event_id else b""
    return b"%b%bdata: %b\n\n" % (identity, name, data)


def event_stream(frames: AsyncIterator[bytes]) -> StreamingResponse:
    """An answer that never ends by itself before its frames do; no proxy holds any of them back."""
    return StreamingResponse(frames, media_type=EVENT_STREAM, headers=_HEADERS)
