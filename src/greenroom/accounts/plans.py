"""Plans: what an account may do, as a table. Limits vary by plan and by kind of endpoint."""

from typing import Literal, NamedTuple

Endpoint = Literal["read", "write", "chat"]


class Rate(NamedTuple):
    """A bound on requests: `burst` at once, then `per_minute` evenly.

    Clients are told one number, of which so many remain; so both are one, and who is refused had that many in a minute.
    """

    per_minute: int
    burst: int


class Plan(NamedTuple):
    """Rates by kind of endpoint and replies a day (UTC), None being no limit; whether premium models are included."""

    read: Rate | None
    write: Rate | None
    chat: Rate | None
    premium: bool = True
    replies_a_day: int | None = None


PLANS: dict[str, Plan] = {
    "home": Plan(read=None, write=None, chat=None),
    "standard": Plan(read=Rate(1200, 1200), write=Rate(300, 300), chat=Rate(60, 60), replies_a_day=2000),
    "guest": Plan(
        read=Rate(240, 240), write=Rate(60, 60), chat=Rate(20, 20), premium=False, replies_a_day=100
    ),
}
"""`home` is the default of a fresh server: nobody but its owner pays for it."""


def plan_of(name: str) -> Plan:
    """The plan of this name; one that was taken off the table counts as the standard one."""
    return PLANS.get(name, PLANS["standard"])


UNLIMITED = 1_000_000
"""What the headers of a plan without a limit say; clients divide by it."""
