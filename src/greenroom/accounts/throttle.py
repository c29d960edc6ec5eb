"""Throttling of what strangers try: a few attempts at once, then one now and then, by name and by address.

Every attempt counts when it begins, so that many at once are no more than one after the other; one that succeeds is
given back. Counted in memory, like `limits`; `shared_throttle` does the same over several processes.
"""

import math
from ipaddress import IPv4Address, ip_address
from typing import NamedTuple, Protocol

from greenroom.kit.clock import MINUTE, SECOND, Clock
from greenroom.problems import RateLimited

_MOST_KEPT = 100_000
_V6_OF_ONE = 64
"""Bits of an IPv6 address that everybody gets at least the rest of."""


class Allowance(NamedTuple):
    """`burst` attempts at once, and one more after each `every` microseconds."""

    kind: str
    burst: int
    every: int


BY_NAME = Allowance("name", 10, MINUTE // 2)
"""Guesses at one account's password or recovery code. Its owner waits half a minute at worst."""

BY_ADDRESS = Allowance("address", 30, 6 * SECOND)
"""Guesses from one address, at whatever account."""

NEWCOMERS = Allowance("newcomers", 5, 10 * MINUTE)
"""Accounts made from one address, of guests and of others."""


class Throttling(Protocol):
    """What counts attempts; each raises Unavailable where nobody can count."""

    async def take(self, allowance: Allowance, who: str) -> None:
        """Count an attempt; raises RateLimited, and counts nothing, where there were too many."""
        ...

    async def give_back(self, allowance: Allowance, who: str) -> None:
        """Take back an attempt that was none."""
        ...

    async def forget(self, allowance: Allowance, who: str) -> None:
        """Count from the beginning, for somebody who has shown who they are."""
        ...


class Throttle:
    """The attempts that one process has lately seen."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._free_at: dict[tuple[str, str], int] = {}

    async def take(self, allowance: Allowance, who: str) -> None:
        """Count an attempt; raises RateLimited, and counts nothing, where there were too many."""
        now = self._clock()
        room = allowance.every * (allowance.burst - 1)
        at = min(max(self._free_at.get((allowance.kind, who), now), now), now + room + allowance.every)
        if at - now > room:
            per_minute = max(1, MINUTE // allowance.every)
            raise RateLimited(math.ceil((at - now - room) / SECOND), per_minute)
        if len(self._free_at) >= _MOST_KEPT:
            self._free_at = {key: until for key, until in self._free_at.items() if until > now}
        self._free_at[allowance.kind, who] = at + allowance.every

    async def give_back(self, allowance: Allowance, who: str) -> None:
        """Take back an attempt that was none."""
        key = (allowance.kind, who)
        if key in self._free_at:
            self._free_at[key] -= allowance.every

    async def forget(self, allowance: Allowance, who: str) -> None:
        """Count from the beginning, for somebody who has shown who they are."""
        self._free_at.pop((allowance.kind, who), None)


def neighbourhood(address: str) -> str:
    """Addresses that one stranger may have: one of IPv4, or 2**64 of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_address(int(found) >> _V6_OF_ONE << _V6_OF_ONE))
