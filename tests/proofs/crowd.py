"""Clients who create characters, one after another, and remember what they were told is kept."""

import math
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, Self

import httpx2
from tests.served import Caller, data_url, png
from tests.test_crash import Order, anywhere, everything_shown, halves, roleplay_orders, studio_orders

CLIENTS = 16


class Kept(NamedTuple):
    """What somebody was told is kept, as it was shown, and when they heard of it."""

    order: Order
    shown: dict[str, Any]
    told_at: float

    @property
    def name(self) -> str:
        return str(self.shown.get("id") or self.shown["name"])


class Client:
    """What it was told is in `kept`; what it doesn't know the end of is `open`, and is asked for again by `finish`."""

    def __init__(self, who: Caller, orders: Iterator[Order]) -> None:
        self.who = who
        self.kept: list[Kept] = []
        self.refused: list[int] = []
        self.times: list[tuple[float, float]] = []  # asked, answered
        self._orders = orders
        self.open = next(orders)

    def work(self, until: threading.Event) -> None:
        """Create until told to stop, or until nobody answers; who is refused asks for the same again."""
        while not until.is_set():
            try:
                if not self.ask():
                    time.sleep(0.01)
            except httpx2.TransportError:
                time.sleep(0.05)

    def ask(self) -> bool:
        """Whether the open order is done now."""
        began = time.monotonic()
        answer = self.who.post(self.open.path, self.open.body, headers={"idempotency-key": self.open.key})
        self.times.append((began, time.monotonic()))
        if answer.status_code != 200:
            self.refused.append(answer.status_code)
            return False
        self.kept.append(Kept(self.open, anywhere(answer.json()), time.monotonic()))
        self.open = next(self._orders)
        return True


class Crowd:
    """Many clients of one account, who work while it is entered."""

    def __init__(self, who: Caller, clients: int = CLIENTS) -> None:
        self.who = who
        kinds: tuple[Callable[[], Iterator[Order]], ...] = (studio_orders, illustrated)
        self.clients = [Client(who, kinds[number % 2]()) for number in range(clients)]
        self._pool = ThreadPoolExecutor(clients)
        self._stop = threading.Event()

    def __enter__(self) -> Self:
        self._working = [self._pool.submit(client.work, self._stop) for client in self.clients]
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for work in self._working:
            work.result()
        self._pool.shutdown()

    @property
    def kept(self) -> list[Kept]:
        return [one for client in self.clients for one in client.kept]

    @property
    def refused(self) -> list[int]:
        return [status for client in self.clients for status in client.refused]

    def slowest(self, since: float, until: float) -> float:
        """The seconds of the slowest of all requests that were under way then."""
        times = [time for client in self.clients for time in client.times]
        return max(answered - asked for asked, answered in times if answered > since and asked < until)

    def has_kept(self, more: int, seconds: float = 60) -> None:
        """Wait for so many more answers, and then for a moment that falls anywhere between two."""
        enough, deadline = len(self.kept) + more, time.monotonic() + seconds
        while len(self.kept) < enough:
            assert time.monotonic() < deadline, f"nobody is answered any more; refused: {self.refused[-5:]}"
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.02))

    def finish(self) -> None:
        """Ask again for whatever has no answer yet, all at once, until it has one; some refusals are taken for a no."""

        def once(client: Client) -> None:
            deadline = time.monotonic() + 20
            while not client.ask():
                assert time.monotonic() < deadline, client.refused[-5:]
                time.sleep(0.1)

        with ThreadPoolExecutor(len(self.clients)) as pool:
            list(pool.map(once, self.clients))

    def missing(self, since: float = 0, until: float = math.inf) -> list[str]:
        """What was acknowledged in this time and is not there as it was shown, and pictures that were; in words."""
        shown = everything_shown(self.who)
        told = {one.name: one.shown for one in self.kept if since <= one.told_at < until}
        pictures = {answer["avatar"] for answer in told.values() if "avatar" in answer}
        http = self.who.served.http
        return [
            *(f"{name} is not there" for name in told if name not in shown),
            *(f"{name} is another" for name in told if name in shown and shown[name] != told[name]),
            *(f"no picture {path}" for path in pictures if http.get(path).status_code != 200),
        ]

    def halves(self) -> list[str]:
        """What is there in part, or twice; in words."""
        found: list[str] = self.who.served.write(halves, self.who.account_id, len(self.kept))
        return found


def illustrated() -> Iterator[Order]:
    """Orders that come with a picture which nobody has had before."""
    for order in roleplay_orders():
        number = order.body["x_number"]["is"]
        colour = (number % 251, number // 251 % 251, 77)
        yield order._replace(body=order.body | {"avatar": data_url(png(colour))})
