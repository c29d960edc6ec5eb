"""Request limits: GCRA, the generic cell rate algorithm (ITU-T I.371), in memory.

For each account and kind of endpoint one number is kept, the theoretical arrival time: when the bucket will be empty
again. A request is granted while that lies no further ahead than the burst allows; so never more than
`burst + rate · t` are, and a refusal says exactly when the next one will be.
"""

import math
from typing import NamedTuple

from greenroom.accounts.plans import UNLIMITED, Endpoint, plan_of
from greenroom.kit.clock import MINUTE, SECOND, Clock

_MOST_KEPT = 100_000
_WINDOW = MINUTE // SECOND


class Standing(NamedTuple):
    """Where a caller stands after a request.

    `limit` requests a minute are evenly granted, `remaining` would be at once; all are again after `seconds`, which is
    `reset` in unix seconds. `wait` is 0 for a request that was granted, else the seconds after which one will be.
    """

    limit: int
    remaining: int
    seconds: int
    reset: int
    wait: int = 0


class Limits:
    """The limits of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._arrivals: dict[tuple[str, Endpoint], float] = {}

    def take(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Grant and count one request, or refuse it and count nothing."""
        now = self._clock()
        rate = getattr(plan_of(plan), endpoint)
        if rate is None:
            return Standing(UNLIMITED, UNLIMITED, _WINDOW, now // SECOND + _WINDOW)
        step = MINUTE / rate.per_minute
        room = step * (rate.burst - 1)
        latest = now + room + step  # beyond this only where the clock was set back
        arrival = min(max(self._arrivals.get((account_id, endpoint), now), now), latest)
        wait = arrival - now - room
        if wait > 0:
            self._keep((account_id, endpoint), arrival, now)
            return _standing(rate.per_minute, 0, arrival, now, max(1, math.ceil(wait / SECOND)))
        self._keep((account_id, endpoint), arrival + step, now)
        return _standing(rate.per_minute, int((latest - arrival - step) / step), arrival + step, now)

    def look(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Where a caller stands just now; nothing is counted."""
        rate = getattr(plan_of(plan), endpoint)
        if rate is None:
            return self.of_nobody(plan, endpoint)
        now = self._clock()
        step = MINUTE / rate.per_minute
        latest = now + step * rate.burst
        arrival = min(max(self._arrivals.get((account_id, endpoint), now), now), latest)
        return _standing(rate.per_minute, int((latest - arrival) / step), arrival, now)

    def of_nobody(self, plan: str, endpoint: Endpoint) -> Standing:
        """Where a caller of this plan stands before the first request; nothing is counted."""
        now = self._clock()
        rate = getattr(plan_of(plan), endpoint)
        if rate is None:
            return Standing(UNLIMITED, UNLIMITED, _WINDOW, now // SECOND + _WINDOW)
        return Standing(rate.per_minute, rate.burst, 0, now // SECOND)

    def _keep(self, who: tuple[str, Endpoint], arrival: float, now: int) -> None:
        if len(self._arrivals) >= _MOST_KEPT:
            self._arrivals = {key: at for key, at in self._arrivals.items() if at > now}
        self._arrivals[who] = arrival


def _standing(limit: int, remaining: int, arrival: float, now: int, wait: int = 0) -> Standing:
    seconds = math.ceil((arrival - now) / SECOND)
    return Standing(limit, remaining, seconds, math.ceil(arrival / SECOND), wait)
