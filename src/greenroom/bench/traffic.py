"""What goes on beside what is measured: characters are made and spoken to, so many times a second."""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from typing import Any, NamedTuple

from greenroom.bench.request import Request, ask
from greenroom.bench.served import Served

A_SECOND = 20
"""How often each of the two happens."""

_THREADS = 50


class Traffic(NamedTuple):
    """Public characters that are made, and messages to popular ones, each a request that is sent when it is asked for."""

    served: Served
    requests: Sequence[Iterator[object]]

    @contextmanager
    def going_on(self) -> Iterator[Served]:
        """It goes on as long as the block runs, and where it was before.

        Raises:
            Obstacle: in the end, if any of that was refused.
        """
        over = threading.Event()

        def go_on(requests: Iterator[object]) -> None:
            while not over.wait(1 / A_SECOND):
                next(requests)

        with ThreadPoolExecutor(2) as pool:
            going = [pool.submit(go_on, requests) for requests in self.requests]
            try:
                yield self.served
            finally:
                over.set()
        for one in going:
            one.result()


def traffic(served: Served, key: str) -> Traffic:
    """That of a server, before any of it."""
    headers = {"Authorization": f"Bearer {key}"}
    return Traffic(served, (_making(served, headers), _speaking(served, headers, _threads(served, headers))))


def _threads(served: Served, headers: Mapping[str, str]) -> list[str]:
    """Conversations with popular ones."""
    found = ask(served.port, Request(f"/v1/explore?limit={_THREADS}", headers))["items"]
    return [_posted(served, headers, "/v1/threads", {"character": one["id"]})["id"] for one in found]


def _making(served: Served, headers: Mapping[str, str]) -> Iterator[object]:
    for number in count():
        made = {
            "name": f"Newcomer {number}",
            "blurb": f"traveller at {time.time_ns()}",
            "visibility": "public",
        }
        yield _posted(served, headers, "/v1/characters", {"character": made})


def _speaking(served: Served, headers: Mapping[str, str], threads: Sequence[str]) -> Iterator[object]:
    for number in count():
        path = f"/v1/threads/{threads[number % len(threads)]}/messages"
        yield _posted(served, headers, path, {"text": f"Is anybody there? {number}"})


def _posted(served: Served, headers: Mapping[str, str], path: str, body: object) -> dict[str, Any]:
    return ask(served.port, Request(path, headers, json.dumps(body)))
