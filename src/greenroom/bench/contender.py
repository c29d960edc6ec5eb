"""Contenders: what takes turns in a scenario."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from greenroom.bench.lab import Lab
from greenroom.bench.load import put_load
from greenroom.bench.report import Figures, label
from greenroom.bench.request import Request
from greenroom.bench.served import Served

OURS = "greenroom"
BARE = "bare"
POCKETBASE = "pocketbase"
RAW = "raw"

Counter = Callable[[], float]


class Racer(Protocol):
    """Whoever takes part in a race; what it is, by the first four, is its label."""

    @property
    def server(self) -> str:
        """Ours, or one beside it."""

    @property
    def what(self) -> str:
        """What it does."""

    @property
    def engine(self) -> str:
        """Its database's, if that is one of ours."""

    @property
    def size(self) -> int:
        """How many characters there are, where that matters."""

    @property
    def known(self) -> Mapping[str, float]:
        """Figures that need no race."""

    @property
    def beside(self) -> Mapping[str, str]:
        """Figures of comparison, and with whom."""

    def run(self, lab: Lab, seconds: int) -> Figures:
        """One turn."""


class Contender(NamedTuple):
    """A running server and the request it gets.

    `counters` are read before and after a round, for their rise in a thousand requests.
    """

    server: str
    what: str
    served: Served
    request: Request
    engine: str = ""
    size: int = 0
    known: Mapping[str, float] = {}
    beside: Mapping[str, str] = {}
    counters: Mapping[str, Counter] = {}

    def run(self, lab: Lab, seconds: int) -> Figures:
        """One turn: load for so many seconds. Nothing is known of what a request took where none was answered."""
        served = self.served
        counted = {figure: counter() for figure, counter in self.counters.items()}
        cpu, database = served.cpu_seconds(), served.database_seconds()
        load = put_load(lab, served.port, self.request, seconds)
        cpu, database = served.cpu_seconds() - cpu, served.database_seconds() - database
        rises = {figure: self.counters[figure]() - before for figure, before in counted.items()}
        whole = {
            "per_second": load.done / load.microseconds * 1e6,
            "failed": float(load.refused + load.broken),
        }
        if not load.done:
            return whole
        of_it = {} if served.database is None else {"database_us": database / load.done * 1e6}
        return whole | {
            "p50_ms": load.p50 / 1e3,
            "p99_ms": load.p99 / 1e3,
            "cpu_us": cpu / load.done * 1e6,
            **of_it,
            **{figure: rise / load.done * 1e3 for figure, rise in rises.items()},
        }


def label_of(one: Racer) -> str:
    """What a contender is called."""
    return label(one.server, one.what, one.engine, one.size)


def beside(*labels: str) -> dict[str, str]:
    """The figures of a comparison with these contenders, each on another server."""
    return {f"beside_{label.partition(' ')[0]}": label for label in labels}
