"""Blocks: creators whose characters somebody does not want to be shown."""

from greenroom.accounts import service
from greenroom.database import Transaction, statements
from greenroom.problems import BadValue

SQL = statements(__package__)


def block(db: Transaction, account_id: str, handle: str) -> None:
    """Show an account nothing of this creator's any more; raises NotFound, or BadValue for oneself."""
    creator = service.find_account(db, handle)
    if creator.account_id == account_id:
        raise BadValue("handle", "is your own")
    db.run(SQL.block, {"account_id": account_id, "creator_id": creator.account_id, "now": db.now})


def unblock(db: Transaction, account_id: str, handle: str) -> None:
    """Show an account a creator's characters again; raises NotFound for a handle that is nobody's."""
    creator = service.find_account(db, handle)
    db.run(SQL.unblock, {"account_id": account_id, "creator_id": creator.account_id})


def blocked(db: Transaction, account_id: str) -> tuple[str, ...]:
    """The ids of the creators that an account has blocked, in the order in which it did."""
    return tuple(creator_id for (creator_id,) in db.all(SQL.blocked, {"account_id": account_id}))
