"""A seat: what the process that watches over others gives each of them, as one argument of their command line."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from greenroom.http.company import Company

OPTION = "--seat"
READY = b"ready\n"
LEAVE = b"leave\n"


class Seat(Struct, frozen=True):
    """Descriptors of the listening socket and of the channel to the supervisor; the seat's number; the company's folder."""

    listener: int
    channel: int
    number: int
    folder: str

    @property
    def company(self) -> Company:
        """The processes of this server, as whoever sits here sees them."""
        return Company(Path(self.folder), self.number == 1)


def written(seat: Seat) -> list[str]:
    """The arguments that say it."""
    return [OPTION, msgspec.json.encode(seat).decode()]


read = msgspec.json.Decoder(Seat).decode


class Channel:
    """The way to the supervisor, from one of its processes. Who hears that it has ended is to end as well."""

    def __init__(self, descriptor: int, leave: Callable[[], None], end: Callable[[], None]) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._leave = leave
        self._end = end

    def open(self) -> None:
        """Say that we answer, and listen, on the running event loop."""
        self._socket.settimeout(0)
        asyncio.get_running_loop().add_reader(self._socket, self._hear)
        with suppress(OSError):  # then the end is heard next
            self._socket.send(READY)

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            said = self._heard()
            if said:
                self._leave()
            else:
                asyncio.get_running_loop().remove_reader(self._socket)
                self._socket.close()
                self._end()

    def _heard(self) -> bytes:
        try:
            return self._socket.recv(len(LEAVE))
        except ConnectionError:
            return b""
