"""Throttling that holds over all processes on one database. See `throttle.Throttle`, which is its like for one process."""

import math

from greenroom.accounts.buckets import Buckets
from greenroom.accounts.throttle import Allowance
from greenroom.kit.clock import MINUTE, SECOND
from greenroom.problems import RateLimited


class SharedThrottle:
    """The attempts that a fleet has lately seen."""

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets

    async def take(self, allowance: Allowance, who: str) -> None:
        """Count an attempt; raises RateLimited, and counts nothing, where there were too many."""
        room = allowance.every * (allowance.burst - 1)
        taken = await self._buckets.take(_kind(allowance), who, allowance.every, room)
        if not taken.granted:
            wait = max(1, math.ceil((taken.arrival - taken.now - room) / SECOND))
            raise RateLimited(wait, max(1, MINUTE // allowance.every))

    async def give_back(self, allowance: Allowance, who: str) -> None:
        """Take back an attempt that was none."""
        await self._buckets.lower(_kind(allowance), who, allowance.every)

    async def forget(self, allowance: Allowance, who: str) -> None:
        """Count from the beginning, for somebody who has shown who they are."""
        await self._buckets.empty(_kind(allowance), who)


def _kind(allowance: Allowance) -> str:
    return f"attempts by {allowance.kind}"
