"""Request limits: GCRA, the generic cell rate algorithm (ITU-T I.371), in memory.

For each account and kind of endpoint one number is kept, the theoretical arrival time: when the bucket will be empty
again. A request is granted while that lies no further ahead than the burst allows; so never more than
`burst + rate · t` are, and a refusal says exactly when the next one will be.
"""

import math
from typing import NamedTuple

from greenroom.accounts.plans import PLANS, UNLIMITED, Endpoint
from greenroom.kit.clock import MINUTE, SECOND, Clock
from greenroom.problems import RateLimited

_MOST_KEPT = 100_000


class Standing(NamedTuple):
    """Where a caller stands after a request: bound, what is left, and when it is whole again (unix seconds)."""

    limit: int
    remaining: int
    reset: int


class Limits:
    """The limits of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._arrivals: dict[tuple[str, Endpoint], float] = {}

    def take(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Count one request; raises RateLimited with the whole seconds to wait when there is no room for it."""
        now = self._clock()
        rate = getattr(PLANS.get(plan, PLANS["standard"]), endpoint)
        if rate is None:
            return Standing(UNLIMITED, UNLIMITED, now // SECOND + 60)
        step = MINUTE / rate.per_minute
        arrival = max(self._arrivals.get((account_id, endpoint), now), now)
        ahead = arrival - now
        if ahead > step * (rate.burst - 1):
            raise RateLimited(max(1, math.ceil((ahead - step * (rate.burst - 1)) / SECOND)))
        self._keep((account_id, endpoint), arrival + step, now)
        left = int(rate.burst - (ahead + step) / step)
        return Standing(rate.per_minute, left, math.ceil((arrival + step) / SECOND))

    def _keep(self, who: tuple[str, Endpoint], arrival: float, now: int) -> None:
        if len(self._arrivals) >= _MOST_KEPT:
            self._arrivals = {key: at for key, at in self._arrivals.items() if at > now}
        self._arrivals[who] = arrival
