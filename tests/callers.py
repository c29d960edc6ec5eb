"""Somebody who asks, for tests of rooms: an account and what a key to all of it is good for."""

from greenroom.accounts import service
from greenroom.accounts.model import SCOPES, Caller
from greenroom.database import Transaction


def new_caller(db: Transaction, handle: str) -> Caller:
    """The owner of a new account."""
    account = service.create_account(db, handle, "home")
    return caller(account.account_id, handle)


def caller(account_id: str, handle: str, key_id: str | None = None) -> Caller:
    """The owner of an account that is there, with a key or, as an operator, without."""
    return Caller(account_id=account_id, handle=handle, plan="home", key_id=key_id, scopes=frozenset(SCOPES))
