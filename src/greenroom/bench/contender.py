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

    `beside` names, by figure, the label of whom it is compared with. `counters`, also by figure, are read before and
    after a round; what is told is by how much they rise in a thousand requests.
    """

    server: str
    what: str
    served: Served
    request: Request
    beside: Mapping[str, str] = {}
    counters: Mapping[str, Counter] = {}

    @property
    def label(self) -> str:
        """What nobody else in the race is called."""
        return f"{self.server} {self.what}".rstrip()
