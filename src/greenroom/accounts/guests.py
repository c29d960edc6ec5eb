"""Guests: accounts that somebody has without having said who they are, and so can't sign in to again.

What they have is whole; it ends when they are not seen for a while. Once they have a way to sign in they are no guests
any more, and keep everything.
"""

from greenroom.accounts import service
from greenroom.accounts.model import Account
from greenroom.accounts.store import SQL
from greenroom.database import Transaction
from greenroom.kit.ids import random_base62

PLAN = "guest"
NAME = "Guest"
_BATCH = 100


def is_guest(db: Transaction, account_id: str) -> bool:
    """Whether nobody could sign in to this account again."""
    return db.one(SQL.guest, {"account_id": account_id}) is not None


def create_guest(db: Transaction) -> Account:
    """An account for somebody who has just come in."""
    account = service.create_account(db, f"guest_{random_base62(10)}", PLAN, NAME)
    db.run(SQL.insert_guest, {"account_id": account.account_id, "now": db.now})
    return account


def keep_guest(db: Transaction, account_id: str, plan: str) -> bool:
    """Let a guest stay, with this plan; False for whoever is none."""
    if not db.run(SQL.delete_guest, {"account_id": account_id}):
        return False
    service.set_plan(db, account_id, plan)
    return True


def idle_guests(db: Transaction, before: int, most: int = _BATCH) -> list[str]:
    """Some of the guests that were last seen before this moment, the longest away first."""
    return [account_id for (account_id,) in db.all(SQL.idle_guests, {"before": before, "most": most})]
