"""A way to a server on which things go wrong: it does to requests what it is told, one after the other, and then nothing.

Each connection carries one request. What a client sent is kept, so that a test can see how often and with what it asked.
"""

import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple, Self
from urllib.parse import urlsplit

_SIZE = 65536


class Refuse(NamedTuple):
    """Answer with this status."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b'{"title": "Told to"}'


class HangUp(NamedTuple):
    """No answer. With `heard`, the server has read the request, and answered what nobody reads."""

    heard: bool = False


class Cut(NamedTuple):
    """An answer that breaks off behind as many blank lines: 1 is after its head, each further one after an event."""

    after: int


class Seen(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Flaky:
    """The way to a server at `target`; `url` is where it begins. Requests of the future meet `faults` in turn."""

    def __init__(self, target: str) -> None:
        address = urlsplit(target)
        self._target = (address.hostname or "", address.port or 0)
        self.faults: list[Refuse | HangUp | Cut] = []
        self.seen: list[Seen] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            head, body = _read(connection)
            self.seen.append(_seen(head, body))
            fault = self.faults.pop(0) if self.faults else None
            match fault:
                case Refuse(status, headers, content):
                    connection.sendall(_refusal(status, headers, content))
                case HangUp(heard):
                    if heard:
                        b"".join(self._forward(head, body))
                case Cut(after):
                    for chunk in _up_to(self._forward(head, body), after):
                        connection.sendall(chunk)
                case None:
                    for chunk in self._forward(head, body):
                        connection.sendall(chunk)

    def _forward(self, head: bytes, body: bytes) -> Iterator[bytes]:
        alone = re.sub(rb"\r\nconnection: [^\r]*", b"", head, flags=re.IGNORECASE)
        with socket.create_connection(self._target, timeout=60) as there:
            there.sendall(alone.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n") + body)
            while chunk := there.recv(_SIZE):
                yield chunk


def _read(connection: socket.socket) -> tuple[bytes, bytes]:
    connection.settimeout(30)
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(_SIZE)
        if not piece:
            raise ConnectionError
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    while length and len(body) < int(length[1]):
        body += connection.recv(_SIZE)
    return head + b"\r\n\r\n", body


def _seen(head: bytes, body: bytes) -> Seen:
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (line.partition(": ")[::2] for line in lines)
    return Seen(method, path, {name.lower(): value for name, value in pairs}, body)


def _refusal(status: int, headers: Mapping[str, str], body: bytes) -> bytes:
    said = {"content-length": str(len(body)), "connection": "close", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"HTTP/1.1 {status} Told\r\n{lines}\r\n".encode() + body


def _up_to(chunks: Iterator[bytes], blank_lines: int) -> Iterator[bytes]:
    """As much as stands before the last of so many blank lines, and that line. Chunked coding puts one after each chunk."""
    data = b""
    for chunk in chunks:
        data += chunk
        parts = re.split(rb"(?<=\n)(?=\r?\n)", data)
        if len(parts) > blank_lines:
            yield b"".join(parts[:blank_lines]) + b"\r\n"
            return
    yield data
