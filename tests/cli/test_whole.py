"""Answers that are written at once: byte for byte what uvicorn would have written, and in one piece."""

import asyncio
import gc
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.responses import Response
from tests.cli.listening import listening
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from greenroom.cli.protocol import Protocol
from greenroom.http.answers import Answer, Header, StreamedJson, not_modified


def with_headers(body: bytes, *headers: Header, status: int = 200) -> Answer:
    """An answer that does not say how long it is."""
    made = Answer(body, status)
    made.raw_headers = [*headers]
    return made


ANSWERS = {
    "/text": lambda: Answer(b"hello", headers=[(b"etag", b'"1"'), (b"x-name", "Zoë".encode("latin-1"))]),
    "/empty": lambda: Answer(b"", 204),
    "/known": lambda: not_modified([(b"etag", b'"1"')]),
    "/lost": lambda: Answer(b"{}", 404),
    "/long": lambda: Answer(b"x" * 3_000_000),
    "/last": lambda: Answer(b"hello", headers=[(b"connection", b"close")]),
    "/unheard-of": lambda: Answer(b"hello", 299),
    "/unmeasured": lambda: with_headers(b"hello", (b"content-type", b"text/plain")),
    "/in-words": lambda: with_headers(b"hello", (b"x-said", b"content-length: 3")),
    "/too-much": lambda: with_headers(b"hello", (b"etag", b'"1"'), status=304),
}
BROKEN = {
    "/two-lines": lambda: Answer(b"hello", headers=[(b"x-said", b"a\r\nset-cookie: b")]),
    "/half-a-line": lambda: Answer(b"hello", headers=[(b"x-said", b"a\nb")]),
    "/nul": lambda: Answer(b"hello", headers=[(b"x-said", b"a\0b")]),
    "/escape": lambda: Answer(b"hello", headers=[(b"x-said", b"a\x1b[31m")]),
    "/delete": lambda: Answer(b"hello", headers=[(b"x-said", b"a\x7f")]),
}


async def app(scope: Any, receive: Any, send: Any) -> None:
    await (ANSWERS | BROKEN)[scope["path"]]()(scope, receive, send)


@pytest.fixture(scope="module")
def ours() -> Iterator[tuple[str, int]]:
    with listening(app) as served:
        yield served.address


@pytest.fixture(scope="module")
def theirs() -> Iterator[tuple[str, int]]:
    with listening(app, AutoHTTPProtocol) as served:
        yield served.address


def said(address: tuple[str, int], sent: bytes) -> bytes:
    """All that is answered on one connection whose last request closes it; the moment left out."""
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(sent)
        answer = b""
        while more := connection.recv(1 << 20):
            answer += more
    return re.sub(rb"date: [^\r]*", b"date: now", answer)


def request(path: str, method: str = "GET", version: str = "1.1", *headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: localhost", *headers, "", ""]
    return "\r\n".join(lines).encode()


END = request("/lost", "GET", "1.1", "Connection: close")
WAYS = {
    "kept alive": lambda path: request(path) + END,
    "HEAD": lambda path: request(path, "HEAD") + END,
    "closed": lambda path: request(path, "GET", "1.1", "Connection: close"),
    "HTTP/1.0": lambda path: request(path, "GET", "1.0"),
    "in a row": lambda path: request(path) * 3 + END,
    "a body nobody reads": lambda path: request(path, "POST", "1.1", "Content-Length: 3") + b"abc" + END,
    "a body that waits": lambda path: (
        request(path, "POST", "1.1", "Content-Length: 3", "Expect: 100-continue") + b"abc" + END
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", ANSWERS)
def test_it_is_what_uvicorn_writes(
    path: str, way: str, ours: tuple[str, int], theirs: tuple[str, int]
) -> None:
    sent = WAYS[way](path)
    answer = said(ours, sent)
    assert answer == said(theirs, sent)
    assert answer.startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize("path", BROKEN)
def test_a_header_of_more_than_a_line_is_left_to_uvicorn_which_hangs_up(
    path: str, ours: tuple[str, int], theirs: tuple[str, int]
) -> None:
    assert said(ours, request(path)) == said(theirs, request(path)) == b""


def test_a_server_that_says_it_leaves_hangs_up() -> None:
    leaving = [("connection", "close")]
    with (
        listening(app, headers=leaving) as ours,
        listening(app, AutoHTTPProtocol, headers=leaving) as theirs,
    ):
        answer = said(ours.address, request("/text"))
        assert answer == said(theirs.address, request("/text"))
        assert b"\r\nconnection: close\r\n" in answer


class _Wire(asyncio.Transport):
    """The far end: what was written, piece by piece."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)})
        self.written: list[bytes] = []

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def is_closing(self) -> bool:
        return False

    def close(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


async def _answered(times: int, make: Callable[[], Response] = lambda: Answer(b"hello")) -> list[bytes]:
    """What a protocol without a network writes for so many requests."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await make()(scope, receive, send)

    config = uvicorn.Config(app, interface="asgi3", http=Protocol, ws="none", lifespan="off", log_config=None)
    config.load()
    server = uvicorn.Server(config)
    wire, protocol = _Wire(), Protocol(config=config, server_state=server.server_state, app_state={})
    protocol.connection_made(wire)
    for _ in range(times):
        protocol.data_received(request("/text"))
        await asyncio.gather(*server.server_state.tasks)
    protocol.connection_lost(None)
    return wire.written


def test_head_and_body_are_one_piece() -> None:
    written = asyncio.run(_answered(2))
    assert len(written) == 2
    assert all(piece.startswith(b"HTTP/1.1 200 ") and piece.endswith(b"hello") for piece in written)


async def _chunks() -> AsyncIterator[bytes]:
    yield b"[]"


@pytest.mark.parametrize("make", [lambda: Answer(b"hello"), lambda: StreamedJson(_chunks())])
def test_nothing_of_a_request_is_left_to_the_collector(make: Callable[[], Response]) -> None:
    """What holds itself is gone only when somebody looks for such things, and that costs every request."""
    gc.collect()
    gc.disable()
    try:
        asyncio.run(_answered(50, make))
        cycles = [one for one in gc.get_objects() if isinstance(one, RequestResponseCycle)]
        left = [one for one in cycles if isinstance(one.transport, _Wire)]
    finally:
        gc.enable()
    assert left == []


def test_where_there_is_another_parser_it_is_done_without() -> None:
    without = "import sys; sys.modules['httptools'] = None; import greenroom.cli.serve"
    subprocess.run([sys.executable, "-c", without], check=True, timeout=60)
