"""Visitors: people who look at public characters, at ours and at those beside."""

from collections.abc import Mapping
from typing import NamedTuple

from greenroom.bench.contender import Contender
from greenroom.bench.lab import Lab
from greenroom.bench.report import Figures
from greenroom.bench.request import Request
from greenroom.bench.served import Serve

PAUSE = 100
"""Milliseconds in which somebody looks at a page, or types the next letter, who is very quick."""

_CALM = ("p50_ms", "p99_ms")


class Visitors(NamedTuple):
    """As many as the load has connections, who ask a server with pauses, and then without.

    `serve` is entered before each of the two and left behind it, so what it does goes on meanwhile, and what it starts
    ends with them. A turn is never longer than `most` seconds.
    """

    server: str
    what: str
    serve: Serve
    request: Request
    engine: str = ""
    size: int = 0
    known: Mapping[str, float] = {}
    beside: Mapping[str, str] = {}
    most: int = 600

    def run(self, lab: Lab, seconds: int) -> Figures:
        """A turn of both: how long an answer takes who pause wait, and all else without a pause."""
        calm, hasty = (self._ask(lab, min(seconds, self.most), pause) for pause in (PAUSE, 0))
        figures = {name: figure for name, figure in hasty.items() if name not in _CALM}
        figures |= {name: calm[name] for name in _CALM if name in calm}
        if "p99_ms" in hasty:
            figures["hasty_ms"] = hasty["p99_ms"]
        return {**figures, "failed": calm["failed"] + hasty["failed"]}

    def _ask(self, lab: Lab, seconds: int, pause: int) -> Figures:
        with self.serve() as served:
            return Contender(self.server, self.what, served, self.request._replace(pause=pause)).run(
                lab, seconds
            )
