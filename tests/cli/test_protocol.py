"""What strangers may not let a server wait for, nor remember; over real sockets."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import pytest
import uvicorn

from greenroom.cli import protocol

SLOWEST = 0.4
HEAD = b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n"
GET = b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Server(NamedTuple):
    """`heard` is what the application got of each request: its body, or that its client left."""

    address: tuple[str, int]
    heard: list[str]

    def connect(self) -> socket.socket:
        return socket.create_connection(self.address, timeout=10)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that answers with the body it got, after as many tenths of a second as the path says."""
    monkeypatch.setattr(protocol, "SLOWEST", SLOWEST)
    heard: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(int(scope["path"][1:].replace("x", "0")) / 10)
        body, message = b"", {"more_body": True}
        while message.get("more_body"):
            message = await receive()
            if message["type"] == "http.disconnect":
                heard.append("left")
                return
            body += message["body"]
        heard.append(str(len(body)))
        head = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body})

    config = uvicorn.Config(
        app, interface="asgi3", http=protocol.Protocol, ws="none", lifespan="off", log_config=None
    )
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield Server(listener.getsockname(), heard)
    running.should_exit = True
    thread.join(20)
    listener.close()
    assert not thread.is_alive()


def until_the_end(connection: socket.socket) -> tuple[bytes, float]:
    """What came until the server hung up, and after how many seconds."""
    began = time.monotonic()
    answer = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(1 << 16):
            answer += piece
    return answer, time.monotonic() - began


@pytest.mark.parametrize("sent", [b"", b"GET /x HT", GET[:-2]])
def test_who_sends_no_whole_head_is_not_waited_for(sent: bytes, server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(sent)
        answer, took = until_the_end(connection)
    assert answer == b""
    assert SLOWEST * 0.7 < took < SLOWEST + 5


def test_nor_who_sends_it_byte_by_byte(server: Server) -> None:
    began = time.monotonic()
    with server.connect() as connection, suppress(ConnectionError):
        for byte in GET * 10:
            connection.sendall(bytes([byte]))
            time.sleep(SLOWEST / 10)
    assert SLOWEST * 0.7 < time.monotonic() - began < SLOWEST + 5


def test_nor_who_falls_silent_amid_a_body(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(HEAD + b"abc")
        answer, took = until_the_end(connection)
    assert answer == b""
    assert SLOWEST * 0.7 < took < SLOWEST + 5
    while not server.heard:
        time.sleep(0.01)
    assert server.heard == ["left"]


def test_a_body_may_take_its_time_as_long_as_it_comes(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(HEAD)
        for byte in b"abcdef":
            time.sleep(SLOWEST / 2)
            connection.sendall(bytes([byte]))
        assert connection.recv(1 << 16).endswith(b"abcdef")


def test_an_answer_may_take_its_time(server: Server) -> None:
    slow = GET.replace(b"/x", b"/12")
    with server.connect() as connection:
        connection.sendall(slow + GET[:9])  # the next has begun to come
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def test_whoever_waits_for_us_to_read_on_is_not_silent(server: Server) -> None:
    size = 8 << 20
    head = HEAD.replace(b"/x", b"/12").replace(b" 6", b" %d" % size)
    with server.connect() as connection:
        connection.sendall(head)
        sender = threading.Thread(target=connection.sendall, args=(b"x" * size,))
        sender.start()
        assert connection.recv(15).startswith(b"HTTP/1.1 200 ")
        sender.join()
    assert server.heard == [str(size)]


def test_between_requests_a_connection_may_lie_idle(server: Server) -> None:
    with server.connect() as connection:
        for _ in range(3):
            connection.sendall(GET)
            assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
            time.sleep(SLOWEST * 1.5)


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
