"""Who counts: the process alone over SQLite, which has one server, and the database itself over PostgreSQL, which may have many."""

from greenroom.accounts.buckets import Buckets
from greenroom.accounts.limits import Limiter, Limits
from greenroom.accounts.shared_limits import SharedLimits
from greenroom.accounts.shared_throttle import SharedThrottle
from greenroom.accounts.throttle import Throttle, Throttling
from greenroom.database import Database
from greenroom.kit.clock import Clock


def limits_of(database: Database, secret: bytes, clock: Clock) -> Limiter:
    """What counts requests to an instance."""
    return Limits(clock) if database.engine == "sqlite" else SharedLimits(Buckets(database, secret), clock)


def throttle_of(database: Database, secret: bytes, clock: Clock) -> Throttling:
    """What counts strangers' attempts at an instance."""
    return Throttle(clock) if database.engine == "sqlite" else SharedThrottle(Buckets(database, secret))
