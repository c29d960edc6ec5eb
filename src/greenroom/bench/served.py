"""A server that answers, and how it is waited for."""

import http.client
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

from greenroom.bench.child import last_words
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.request import Request, send
from greenroom.bench.usage import cpu_seconds, family_seconds

LONGEST_START = 60.0
_STEP = 0.002


class Served(NamedTuple):
    """A server, once it answers: its process, its port, and the seconds from its start to its first answer.

    `database` is the process of the database server behind it, where it has one that runs here for it alone.
    """

    process: Popen[bytes]
    port: int
    seconds: float
    database: int | None = None

    def cpu_seconds(self) -> float:
        """Processor time so far, its own and that of the database behind it."""
        return cpu_seconds(self.process.pid) + self.database_seconds()

    def database_seconds(self) -> float:
        """Processor time of the database behind it so far."""
        return 0.0 if self.database is None else family_seconds(self.database)


Serve = Callable[[], AbstractContextManager[Served]]
"""Starts a server, which runs as long as the block does."""


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert isinstance(port, int)
    return port


def await_answer(process: Popen[bytes], folder: Path, port: int, path: str, begun: float) -> Served:
    """The server once it answers 200 at `path`; it was started at `begun`, by `perf_counter`, and runs in `folder`.

    Raises:
        Obstacle: it ended, or doesn't answer within a minute.
    """
    while not _answers(port, path):
        if process.poll() is not None or time.perf_counter() - begun > LONGEST_START:
            raise Obstacle(f"The server did not start ({folder.name}): {last_words(folder)}")
        time.sleep(_STEP)
    return Served(process, port, time.perf_counter() - begun)


def _answers(port: int, path: str) -> bool:
    try:
        return send(port, Request(path)).status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
