"""A server of several processes over PostgreSQL, and callers who meet now this one and now that."""

import http.client
import json
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from tests.served import Caller, Served

T = TypeVar("T")
_RANDOM = slice(4, 14)
"""Of a request id: what is random for each process."""


class Told(NamedTuple):
    """An answer, and which process gave it."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def process(self) -> str:
        return self.headers["x-request-id"][_RANDOM]


class Line:
    """A connection that is kept for as long as the server says, and made anew then."""

    def __init__(self, who: Caller) -> None:
        self._who = who
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Told:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self._who.served.url).netloc, timeout=30)
        carried = {"authorization": f"Bearer {self._who.key}", "content-type": "application/json", **headers}
        self._connection.request(method, path, None if body is None else json.dumps(body), carried)
        answer = self._connection.getresponse()
        told = Told(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        )
        if told.headers.get("connection") == "close":
            self.close()
        return told

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def ask(who: Caller, method: str, path: str, body: Any = None, **headers: str) -> Told:
    """The answer to a request on a connection of its own."""
    line = Line(who)
    try:
        return line.ask(method, path, body, **headers)
    finally:
        line.close()


def at_once(many: int, do: Callable[[int], T]) -> list[T]:
    """What each of so many threads got."""
    with ThreadPoolExecutor(many) as pool:
        return [*pool.map(do, range(many))]


def processes(pid: int) -> list[int]:
    """The processes under a supervisor, in the order of their making."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def within(seconds: float) -> Iterator[Callable[[], bool]]:
    """For loops that wait for something: whether there is time left; fails where they ran out of it."""
    deadline = time.monotonic() + seconds

    def left() -> bool:
        time.sleep(0.05)
        assert time.monotonic() < deadline
        return True

    yield left


def fleet(data: Path, location: str, model_url: str, workers: int = 4, **settings: str) -> Served:
    """A server of so many processes."""
    return Served(data, location, model_url=model_url, workers=str(workers), **settings)
