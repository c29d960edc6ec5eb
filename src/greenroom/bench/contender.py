"""Contenders: what takes turns in a scenario under load."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from greenroom.bench.request import Request
from greenroom.bench.served import Served

OURS = "greenroom"
BARE = "bare"
POCKETBASE = "pocketbase"

Counter = Callable[[], float]


class Contender(NamedTuple):
    """A running server and the request it gets; `what` tells a server's contenders apart.

    The rest says what is told of it, by the figure's name: what is `known` beforehand; whom it is compared with, by
    label (`beside`); and `counters`, which are read before and after a round, for their rise in a thousand requests.
    """

    server: str
    what: str
    served: Served
    request: Request
    known: Mapping[str, float] = {}
    beside: Mapping[str, str] = {}
    counters: Mapping[str, Counter] = {}

    @property
    def label(self) -> str:
        """What nobody else in the race is called."""
        return label(self.server, self.what)


def label(server: str, what: str) -> str:
    """What a contender, or its row, is called."""
    return f"{server} {what}".rstrip()


def beside(*labels: str) -> dict[str, str]:
    """The figures of a comparison with these contenders, each on another server."""
    return {f"beside_{label.partition(' ')[0]}": label for label in labels}
