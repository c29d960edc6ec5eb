"""The ledger: every message that was ever exchanged with a character, counted where it is written.

Counters of a character, its place among others and the day's count of an account all change in the transaction that
writes the message, so that nothing can be counted and not written, or written and not counted. Entries outlive messages
that are deleted, and go with their character.
"""

from typing import NamedTuple

from greenroom.accounts.model import Caller
from greenroom.accounts.plans import plan_of
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Whose
from greenroom.conversations import store
from greenroom.conversations.model import Thread
from greenroom.database import Transaction, Value
from greenroom.kit.clock import DAY, SECOND
from greenroom.problems import ContextTooSmall, DailyLimit, Internal, NoReply, Problem, Unavailable

SQL = store.SQL

_KEPT_DAYS = 32


class Sums(NamedTuple):
    """What the ledger says of a character; `last` is the moment of the last message, None where there was none."""

    messages: int
    uses: int
    last: int | None


def enter(
    db: Transaction, catalogue: Catalogue, thread: Thread, message_id: str, *, first: bool = False
) -> None:
    """Count a message; `first` is the first of a user in its thread.

    Last in a transaction: all who talk with a character write the same counters, and wait for each other until it ends.
    """
    key = {"owner_id": thread.owner_id, "character_id": thread.character_id}
    db.run(SQL.enter, {**key, "message_id": message_id, "uses": int(first), "now": db.now})
    catalogue.count_messages(db, Whose(thread.owner_id, thread.character_id), 1, uses=int(first))


def count_reply(db: Transaction, who: Caller) -> None:
    """Count a reply that is asked for; raises DailyLimit where the plan includes no more today (UTC)."""
    limit = plan_of(who.plan).replies_a_day
    key: dict[str, Value] = {"account_id": who.account_id, "day": db.now // DAY}
    db.run(SQL.count_day, key)  # before it is looked at: the row is ours from then on
    row = db.one(SQL.day, key)
    if limit is not None and row and row[0] > limit:
        raise DailyLimit(who.plan, limit, (DAY - db.now % DAY) // SECOND + 1)


def give_back(db: Transaction, account_id: str, moment: int) -> None:
    """Take a reply that was asked for at a moment, and of which nothing came, out of its day's count."""
    db.run(SQL.give_back_day, {"account_id": account_id, "day": moment // DAY})


def is_free(problem: Problem) -> bool:
    """Whether a reply that comes to nothing by this problem is not counted: it is none of the caller's."""
    return isinstance(problem, NoReply | Unavailable | Internal) and not isinstance(problem, ContextTooSmall)


def replies_today(db: Transaction, account_id: str) -> int:
    """How many replies an account has asked for since midnight (UTC)."""
    row = db.one(SQL.day, {"account_id": account_id, "day": db.now // DAY})
    return row[0] if row else 0


def sums(db: Transaction, owner_id: str, character_id: str) -> Sums:
    """What was ever exchanged with a character, counted anew."""
    row = db.one(SQL.sums, {"owner_id": owner_id, "character_id": character_id})
    assert row is not None
    return Sums(*row)


def last_entry(db: Transaction, owner_id: str, character_id: str) -> int | None:
    """When the last message was exchanged with a character."""
    row = db.one(SQL.last_entry, {"owner_id": owner_id, "character_id": character_id})
    return row[0] if row else None


def forget_old(db: Transaction) -> int:
    """Remove counts of days that no plan looks at; how many."""
    return db.run(SQL.forget_days, {"day": db.now // DAY - _KEPT_DAYS})
