"""What goes on beside what is measured: characters are made and spoken to, so many times a second."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any

from greenroom.bench.request import Request, ask
from greenroom.bench.served import Served

A_SECOND = 20
"""How often each of the two happens."""

_THREADS = 50


@contextmanager
def traffic(served: Served, key: str) -> Iterator[None]:
    """Public characters are made, and popular ones spoken to, as long as the block runs.

    Raises:
        Obstacle: in the end, if any of that was refused.
    """
    headers, over = {"Authorization": f"Bearer {key}"}, threading.Event()
    threads = _threads(served, headers)

    def go_on(do: Callable[[int], object]) -> None:
        for number in count():
            if over.wait(1 / A_SECOND):
                return
            do(number)

    with ThreadPoolExecutor(2) as pool:
        going = [
            pool.submit(go_on, partial(_make, served, headers)),
            pool.submit(go_on, partial(_speak, served, headers, threads)),
        ]
        try:
            yield
        finally:
            over.set()
    for one in going:
        one.result()


def _threads(served: Served, headers: Mapping[str, str]) -> list[str]:
    """Conversations with popular ones."""
    found = ask(served.port, Request(f"/v1/explore?limit={_THREADS}", headers))["items"]
    return [_posted(served, headers, "/v1/threads", {"character": one["id"]})["id"] for one in found]


def _make(served: Served, headers: Mapping[str, str], number: int) -> object:
    made = {"name": f"Newcomer {number}", "blurb": f"traveller at {time.time_ns()}", "visibility": "public"}
    return _posted(served, headers, "/v1/characters", {"character": made})


def _speak(served: Served, headers: Mapping[str, str], threads: list[str], number: int) -> object:
    path = f"/v1/threads/{threads[number % len(threads)]}/messages"
    return _posted(served, headers, path, {"text": f"Is anybody there? {number}"})


def _posted(served: Served, headers: Mapping[str, str], path: str, body: object) -> dict[str, Any]:
    return ask(served.port, Request(path, headers, json.dumps(body)))
