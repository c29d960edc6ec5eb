"""When a request is sent again, and how long after: 1, 2, 4 and 8 seconds with jitter, and never after 400, 401 or 403.

These are the delays that the API documentation which Greenroom's first clients were written for recommends. A server that
says how long to wait is believed.
"""

import random
from typing import NamedTuple

from greenroom.client.errors import APIConnectionError, APIStatusError, GreenroomError

DELAYS = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each repetition."""

LONGEST = 60.0
"""Seconds of a `Retry-After` that are waited for; who must wait longer is told at once."""

_JITTER = 0.25
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_STILL_RUNNING = "idempotency-running"
"""The first request with an idempotency key has not been answered yet."""

_OF_A_MODEL = "model-"
"""A reply that a language model failed is kept as that, and told again under the same idempotency key. Another is asked for
by `threads.reply`."""


class Patience(NamedTuple):
    """How many repetitions a request has at most, and the delays before them, of which the last one holds for all beyond."""

    most: int = len(DELAYS)
    delays: tuple[float, ...] = DELAYS

    def delay(self, tries: int, failure: GreenroomError) -> float | None:
        """Seconds until a request that failed for the nth time, counted from 0, is sent again; None for never."""
        if tries >= self.most or not _passes(failure):
            return None
        said = failure.retry_after if isinstance(failure, APIStatusError) else None
        if said is None:
            return self.pause(tries)
        return None if said > LONGEST else said * random.uniform(1, 1 + _JITTER)  # noqa: S311 - nobody need not guess it

    def pause(self, tries: int) -> float:
        """Seconds before a repetition, with jitter to both sides, so that clients that failed together part."""
        delay = self.delays[min(tries, len(self.delays) - 1)] if self.delays else 0.0
        return delay * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - as above


PATIENT = Patience()


def _passes(failure: GreenroomError) -> bool:
    """Whether it may pass with time."""
    if isinstance(failure, APIStatusError):
        passing = failure.status in _PASSING or failure.code == _STILL_RUNNING
        return passing and not failure.code.startswith(_OF_A_MODEL)
    return isinstance(failure, APIConnectionError)
