"""Request limits: GCRA, the generic cell rate algorithm (ITU-T I.371).

For each account and kind of endpoint one number is kept, the theoretical arrival time: when the bucket will be empty
again. A request is granted while that lies no further ahead than the burst allows; so never more than
`burst + rate · t` are, and a refusal says exactly when the next one will be.

Here the numbers are in memory, for a server of one process; `shared_limits` makes the same promise over several.
"""

import math
from typing import NamedTuple, Protocol

from greenroom.accounts.plans import UNLIMITED, Endpoint, Rate, plan_of
from greenroom.kit.clock import MINUTE, SECOND, Clock

MOST_KEPT = 100_000
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


class Limiter(Protocol):
    """What counts requests."""

    async def take(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Grant and count one request, or refuse it and count nothing; raises Unavailable where nobody can count."""
        ...

    async def look(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Where a caller stands just now; nothing is counted."""
        ...

    def of_nobody(self, plan: str, endpoint: Endpoint) -> Standing:
        """Where a caller of this plan stands before the first request; nothing is counted."""
        ...


class Limits:
    """The limits of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._arrivals: dict[tuple[str, Endpoint], float] = {}

    async def take(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """See `Limiter`; it costs about a microsecond and waits for nothing."""
        now = self._clock()
        rate = getattr(plan_of(plan), endpoint)
        if rate is None:
            return unlimited(now)
        step = MINUTE / rate.per_minute
        room = step * (rate.burst - 1)
        latest = now + room + step  # beyond this only where the clock was set back
        arrival = min(max(self._arrivals.get((account_id, endpoint), now), now), latest)
        wait = arrival - now - room
        if wait > 0:
            self._keep((account_id, endpoint), arrival, now)
            return refused(rate, arrival, now)
        self._keep((account_id, endpoint), arrival + step, now)
        return standing(rate, arrival + step, now)

    async def look(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """See `Limiter`."""
        rate = getattr(plan_of(plan), endpoint)
        if rate is None:
            return self.of_nobody(plan, endpoint)
        now = self._clock()
        return standing(rate, self._arrivals.get((account_id, endpoint), now), now)

    def of_nobody(self, plan: str, endpoint: Endpoint) -> Standing:
        """See `Limiter`."""
        return of_nobody(plan, endpoint, self._clock())

    def _keep(self, who: tuple[str, Endpoint], arrival: float, now: int) -> None:
        if len(self._arrivals) >= MOST_KEPT:
            self._arrivals = {key: at for key, at in self._arrivals.items() if at > now}
        self._arrivals[who] = arrival


def standing(rate: Rate, arrival: float, now: int) -> Standing:
    """Where somebody stands whose bucket will be empty at a moment."""
    step = MINUTE / rate.per_minute
    latest = now + step * rate.burst
    arrival = min(max(arrival, now), latest)
    seconds = math.ceil((arrival - now) / SECOND)
    return Standing(rate.per_minute, int((latest - arrival) / step), seconds, math.ceil(arrival / SECOND))


def refused(rate: Rate, arrival: float, now: int) -> Standing:
    """Where somebody stands who has to wait."""
    wait = arrival - now - MINUTE / rate.per_minute * (rate.burst - 1)
    seconds = math.ceil((arrival - now) / SECOND)
    return Standing(
        rate.per_minute, 0, seconds, math.ceil(arrival / SECOND), max(1, math.ceil(wait / SECOND))
    )


def of_nobody(plan: str, endpoint: Endpoint, now: int) -> Standing:
    """Where somebody stands of whom nothing was counted."""
    rate = getattr(plan_of(plan), endpoint)
    return unlimited(now) if rate is None else Standing(rate.per_minute, rate.burst, 0, now // SECOND)


def unlimited(now: int) -> Standing:
    """Where somebody stands whose plan has no limit."""
    return Standing(UNLIMITED, UNLIMITED, _WINDOW, now // SECOND + _WINDOW)
