"""Request limits that hold over all processes on one database: one statement a request, and none for who must wait.

A refusal is remembered here for as long as it lasts. That is exact: whatever other processes grant meanwhile only puts
the moment off. So whoever goes on asking costs the database nothing.
"""

from typing import NamedTuple

from greenroom.accounts.buckets import Buckets
from greenroom.accounts.limits import MOST_KEPT, Standing, of_nobody, refused, standing, unlimited
from greenroom.accounts.plans import Endpoint, Rate, plan_of
from greenroom.kit.clock import MINUTE, Clock


class _Refusal(NamedTuple):
    """A bucket that was too full, by the database's clock, and when that was by ours."""

    rate: Rate
    arrival: int
    now: int
    heard_at: int


class SharedLimits:
    """The limits of a fleet. See `limits.Limiter`."""

    def __init__(self, buckets: Buckets, clock: Clock) -> None:
        self._buckets = buckets
        self._clock = clock
        self._refusals: dict[tuple[str, Endpoint], _Refusal] = {}

    async def take(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Grant and count one request, or refuse it; raises Unavailable where the database is out of reach."""
        rate: Rate | None = getattr(plan_of(plan), endpoint)
        if rate is None:
            return unlimited(self._clock())
        known = self._refusals.get((account_id, endpoint))
        if known and (still := self._still(known, rate)):
            return still
        step = MINUTE // rate.per_minute
        taken = await self._buckets.take(endpoint, account_id, step, step * (rate.burst - 1))
        if taken.granted:
            self._refusals.pop((account_id, endpoint), None)
            return standing(rate, taken.arrival, taken.now)
        self._remember((account_id, endpoint), _Refusal(rate, taken.arrival, taken.now, self._clock()))
        return refused(rate, taken.arrival, taken.now)

    async def look(self, account_id: str, plan: str, endpoint: Endpoint) -> Standing:
        """Where a caller stands just now."""
        rate: Rate | None = getattr(plan_of(plan), endpoint)
        if rate is None:
            return self.of_nobody(plan, endpoint)
        found = await self._buckets.look(endpoint, account_id)
        return standing(rate, found.arrival, found.now)

    def of_nobody(self, plan: str, endpoint: Endpoint) -> Standing:
        """Where a caller of this plan stands before the first request."""
        return of_nobody(plan, endpoint, self._clock())

    def _still(self, known: _Refusal, rate: Rate) -> Standing | None:
        """The refusal as it is by now; None where it has ended, or the plan has changed."""
        now = known.now + max(0, self._clock() - known.heard_at)
        room = MINUTE // rate.per_minute * (rate.burst - 1)
        return (
            refused(rate, known.arrival, now) if rate == known.rate and known.arrival - now > room else None
        )

    def _remember(self, who: tuple[str, Endpoint], refusal: _Refusal) -> None:
        if len(self._refusals) >= MOST_KEPT:
            self._refusals.clear()
        self._refusals[who] = refusal
