"""What strangers may not let a server wait for, nor remember; over real sockets."""

import asyncio
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

import pytest
import uvicorn
from tests.cli.listening import listening
from tests.fleet import within
from tests.skipping import SkippingLoop

from greenroom.cli import protocol
from greenroom.cli.protocol import SLOWEST
from greenroom.http.answers import Answer

HEAD = b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n"
GET = b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLACK = SLOWEST / 3
"""Seconds of those that it may take which are left to the machine."""


class Server(NamedTuple):
    """`came` are the pieces of bodies, `heard` what the application got of each request: its size, or that its client left."""

    address: tuple[str, int]
    came: list[bytes]
    heard: list[str]
    running: uvicorn.Server
    loop: asyncio.AbstractEventLoop

    def connect(self) -> socket.socket:
        connection = socket.create_connection(self.address, timeout=60)
        # What is sent must be there before time is skipped.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def skip(self, seconds: float) -> None:
        """Let time pass for the server, where its clock can be put forward."""
        assert isinstance(self.loop, SkippingLoop)
        asyncio.run_coroutine_threadsafe(self.loop.skip(seconds), self.loop).result(60)

    def has_read(self, sent: bytes) -> None:
        """Wait until this has come of a body."""
        until(lambda: b"".join(self.came) == sent)


def until(is_so: Callable[[], bool]) -> None:
    with within(60) as left:
        while not is_so() and left():
            pass


@contextmanager
def serving(factory: Callable[[], asyncio.AbstractEventLoop] | None = None) -> Iterator[Server]:
    """A server that answers with the body it got, after as many seconds as the path says."""
    came, heard = list[bytes](), list[str]()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(int(scope["path"][1:].replace("x", "0")))
        body, message = b"", {"more_body": True}
        while message.get("more_body"):
            message = await receive()
            if message["type"] == "http.disconnect":
                heard.append("left")
                return
            came.append(message["body"])
            body += message["body"]
        heard.append(str(len(body)))
        await Answer(body)(scope, receive, send)

    with listening(app, factory=factory) as served:
        yield Server(served.address, came, heard, served.running, served.loop)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def skipping() -> Iterator[Server]:
    """One whose time passes when a test says so."""
    with serving(SkippingLoop) as server:
        yield server


def is_hung_up_on(connection: socket.socket, server: Server) -> None:
    """Wait for the end, which comes when it may, and no sooner; nothing was answered."""
    server.skip(SLOWEST - SLACK)
    assert select.select([connection], [], [], 0)[0] == []
    server.skip(SLACK)
    with suppress(ConnectionResetError):
        assert connection.recv(1 << 16) == b""


@pytest.mark.parametrize("sent", [b"", b"GET /x HT", GET[:-2]])
def test_who_sends_no_whole_head_is_not_waited_for(sent: bytes, skipping: Server) -> None:
    with skipping.connect() as connection:
        connection.sendall(sent)
        until(lambda: len(skipping.running.server_state.connections) == 1)
        is_hung_up_on(connection, skipping)


def test_nor_who_sends_it_byte_by_byte(skipping: Server) -> None:
    taken = 0
    with skipping.connect() as connection, suppress(ConnectionError):
        for taken, byte in enumerate(GET * 10):  # noqa: B007 - it is looked at behind the loop
            connection.sendall(bytes([byte]))
            skipping.skip(SLOWEST / 10)
        pytest.fail("all of it was taken")
    assert taken > 6  # and not each tenth of the time


def test_nor_who_falls_silent_amid_a_body(skipping: Server) -> None:
    with skipping.connect() as connection:
        connection.sendall(HEAD + b"abc")
        skipping.has_read(b"abc")
        is_hung_up_on(connection, skipping)
    until(lambda: skipping.heard != [])
    assert skipping.heard == ["left"]


def test_a_body_may_take_its_time_as_long_as_it_comes(skipping: Server) -> None:
    with skipping.connect() as connection:
        connection.sendall(HEAD)
        until(lambda: len(skipping.running.server_state.tasks) == 1)
        for number in range(6):
            skipping.skip(SLOWEST - SLACK)
            connection.sendall(b"abcdef"[number : number + 1])
            skipping.has_read(b"abcdef"[: number + 1])
        assert connection.recv(1 << 16).endswith(b"abcdef")


def test_an_answer_may_take_its_time(skipping: Server) -> None:
    slow = GET.replace(b"/x", b"/120")
    with skipping.connect() as connection:
        connection.sendall(slow + GET[:9])  # the next has begun to come
        until(lambda: len(skipping.running.server_state.tasks) == 1)
        for _ in range(3):
            skipping.skip(SLOWEST * 0.7)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def is_full(server: Server) -> bool:
    """Whether nothing is read just now."""
    connections = [*server.running.server_state.connections]
    return any(isinstance(one, protocol.Protocol) and one.flow.read_paused for one in connections)


def test_whoever_waits_for_us_to_read_on_is_not_silent(skipping: Server) -> None:
    size = 8 << 20
    head = HEAD.replace(b"/x", b"/120").replace(b" 6", b" %d" % size)
    with skipping.connect() as connection:
        connection.sendall(head)
        sender = threading.Thread(target=connection.sendall, args=(b"x" * size,))
        sender.start()
        until(lambda: is_full(skipping))
        for _ in range(3):
            skipping.skip(SLOWEST * 0.7)
        assert connection.recv(15).startswith(b"HTTP/1.1 200 ")
        sender.join()
    assert skipping.heard == [str(size)]


def test_between_requests_a_connection_may_lie_idle(skipping: Server) -> None:
    with skipping.connect() as connection:
        for _ in range(3):
            connection.sendall(GET)
            assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
            skipping.skip(SLOWEST * 1.5)


@pytest.mark.parametrize("sent", [b"X-A: " + b"a" * (100 << 20), b"X-A: a\r\n" * (4 << 20)])
def test_a_head_without_an_end_is_refused(sent: bytes, server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(GET[:-2])
        with suppress(ConnectionError):
            connection.sendall(sent)
            pytest.fail("all of it was taken")
        with suppress(ConnectionError):
            assert connection.recv(1 << 16).startswith(b"HTTP/1.1 431 ")
    assert server.heard == []


def test_a_head_of_usual_size_is_taken_after_a_long_body_in_the_same_breath(server: Server) -> None:
    size = 150_000
    long = HEAD.replace(b" 6", b" %d" % size) + b"x" * size
    with server.connect() as connection:
        connection.sendall(long + GET[:12])
        time.sleep(0.1)
        connection.sendall(GET[12:])
        answer = b""
        while answer.count(b"HTTP/1.1 200 ") < 2:
            answer += connection.recv(1 << 16)
    assert server.heard == [str(size), "0"]
