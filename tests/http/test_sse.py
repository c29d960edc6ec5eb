"""Event streams: frames, and that whatever makes them hears of it when the client goes."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, MutableMapping
from typing import Any

import pytest
from tests.conftest import Run

from greenroom.http.sse import HEARTBEAT, event_stream, frame

FRAMES = [
    (frame(b"{}"), b"data: {}\n\n"),
    (frame(b"{}", "text"), b"event: text\ndata: {}\n\n"),
    (frame(b"{}", "text", "r.7"), b"id: r.7\nevent: text\ndata: {}\n\n"),
    (HEARTBEAT, b": still here\n\n"),
]


@pytest.mark.parametrize(("made", "expected"), FRAMES)
def test_a_frame(made: bytes, expected: bytes) -> None:
    assert made == expected


class Client:
    """Takes `most` messages and goes away with the last of them, or stays; `hung` is one who takes no second one."""

    def __init__(self, most: int = 1000, *, hung: bool = False) -> None:
        self.got: list[MutableMapping[str, Any]] = []
        self._most = most
        self._hung = hung
        self._gone = asyncio.Event()

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.got.append(message)
        if len(self.got) >= self._most:
            self._gone.set()
            if self._hung:
                await asyncio.Event().wait()

    async def receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}


async def ask(frames: AsyncIterator[bytes], client: Client) -> None:
    await event_stream(frames)({"type": "http", "method": "GET"}, client.receive, client.send)


def test_all_frames_come_and_no_proxy_keeps_them(run: Run) -> None:
    async def frames() -> AsyncGenerator[bytes, None]:
        yield frame(b"1")
        yield frame(b"2")

    async def talk() -> list[MutableMapping[str, Any]]:
        client = Client()
        await ask(frames(), client)
        return client.got

    start, *parts = run(talk())
    headers = dict(start["headers"])
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert (headers[b"cache-control"], headers[b"x-accel-buffering"]) == (b"no-store", b"no")
    assert b"".join(one["body"] for one in parts) == b"data: 1\n\ndata: 2\n\n"


@pytest.mark.parametrize("hung", [False, True])
def test_when_the_client_goes_the_frames_are_closed_at_once(hung: bool, run: Run) -> None:  # noqa: FBT001 - a case
    closed: list[str] = []

    async def frames() -> AsyncGenerator[bytes, None]:
        try:
            yield frame(b"1")
            await asyncio.sleep(60)
        finally:
            closed.append("closed")

    async def talk() -> None:
        kept = frames()  # so that nobody but the answer closes it
        await asyncio.wait_for(ask(kept, Client(2, hung=hung)), 5)
        assert closed == ["closed"]

    run(talk())
