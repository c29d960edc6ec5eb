"""Server-sent events, read: https://html.spec.whatwg.org/multipage/server-sent-events.html, as far as models use them."""

from collections.abc import AsyncGenerator, AsyncIterator

LONGEST = 1 << 20
"""Bytes of an event. Longer ones are an attack or an accident."""


class TooLong(Exception):
    """An event that doesn't come to an end."""


async def read_events(chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    """The data of each event, as soon as its line is whole; models say every event in one line, or none could be read.

    An empty one stands for a comment or any other field: the server lives, and has nothing to say.

    Raises:
        TooLong: a line of more than `LONGEST` bytes.
    """
    rest = b""
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip()
            elif line.strip():
                yield b""
        if len(rest) > LONGEST:
            raise TooLong
    if rest.startswith(b"data:"):
        yield rest[5:].strip()
