"""Outages: what was out of reach is told in the log, with its cause, but not once for each request that met it."""

import logging
import re
import time
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from greenroom.problems import Unavailable

PAUSE = 5.0
"""Seconds in which one kind of cause is told once."""

_LONGEST = 500
"""Characters of a cause: object stores quote whole pages."""

_BESIDES = re.compile(r'\s|$|"""|Traceback ')
"""Lines of a traceback: what another process raised comes with that as its cause, where its class and text stand below."""

_log = logging.getLogger(__name__)

_Kind = tuple[str, type[BaseException] | None]


class _Told(NamedTuple):
    """When a kind of cause was told last, and how often it was met since then."""

    moment: float
    left_out: int


class Outages:
    """What this process has told. It may be used by several threads at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._told: dict[_Kind, _Told] = {}

    def tell(self, problem: Unavailable, whom: str) -> None:
        """Log a warning; `whom` it met is words for people, such as "request req_1"."""
        left_out = self._take(problem)
        if left_out is not None:
            more = f" ({left_out} more like it were left out before)" if left_out else ""
            _log.warning("%s: %s%s", whom, cause_of(problem), more)

    def _take(self, problem: Unavailable) -> int | None:
        """How many like it were left out since the last that was told; None where this one is left out, too."""
        kind = problem.what, type(problem.__cause__) if problem.__cause__ else None
        with self._lock:
            now = self._clock()
            told = self._told.get(kind)
            if told and now - told.moment < PAUSE:
                self._told[kind] = told._replace(left_out=told.left_out + 1)
                return None
            self._told[kind] = _Told(now, 0)
            return told.left_out if told else 0


def cause_of(problem: Unavailable) -> str:
    """What is out of reach and why, in one line: what was raised there, its class and the first line of its text."""
    why = problem.__cause__
    if why is None:
        return f"{problem.what} is out of reach"
    said = next((line for line in str(why).splitlines() if not _BESIDES.match(line)), "")
    name = "" if "Traceback" in type(why).__name__ else type(why).__name__
    return f"{problem.what} is out of reach: {': '.join(filter(None, (name, said)))[:_LONGEST]}"


OUTAGES = Outages()
"""Of this process: the log is its own, too."""
