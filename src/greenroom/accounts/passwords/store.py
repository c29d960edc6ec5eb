"""Passwords as rows: hashes, and keyed hashes of recovery codes."""

from typing import NamedTuple

from greenroom.accounts import audit
from greenroom.accounts.service import is_handle
from greenroom.accounts.store import account_by_handle
from greenroom.database import Transaction, Value, statements

SQL = statements(__package__)


class Kept(NamedTuple):
    """What is kept of an account's password. `hash` and `recovery` are None where it has none."""

    account_id: str
    hash: str | None
    recovery: bytes | None


def of_handle(db: Transaction, handle: str) -> Kept | None:
    """The password of whoever signs in by this name; None where nobody does."""
    name = handle.strip().removeprefix("@")
    account = account_by_handle(db, name) if is_handle(name) else None
    return of_account(db, account.account_id) if account else None


def of_account(db: Transaction, account_id: str) -> Kept:
    """The password of an account."""
    return Kept(account_id, *(db.one(SQL.password, {"account_id": account_id}) or (None, None)))


def insert(db: Transaction, account_id: str, hashed: str, recovery: bytes) -> None:
    """Give an account its password."""
    row: dict[str, Value] = {"account_id": account_id, "hash": hashed, "recovery": recovery, "now": db.now}
    db.run(SQL.insert, row)
    audit.note(db, "password set", account_id, by=account_id)


def change(db: Transaction, account_id: str, hashed: str) -> bool:
    """Replace a password; False where there is none."""
    changed = db.run(SQL.update_hash, {"account_id": account_id, "hash": hashed, "now": db.now}) > 0
    if changed:
        audit.note(db, "password set", account_id, by=account_id)
    return changed


def rehash(db: Transaction, account_id: str, hashed: str) -> None:
    """Keep the same password with today's parameters."""
    db.run(SQL.update_hash, {"account_id": account_id, "hash": hashed, "now": db.now})


def renew_recovery(db: Transaction, account_id: str, recovery: bytes) -> bool:
    """Replace a recovery code; False where there is no password that it could recover."""
    return db.run(SQL.update_recovery, {"account_id": account_id, "recovery": recovery}) > 0


def recover(db: Transaction, account_id: str, old: bytes, hashed: str, recovery: bytes) -> bool:
    """Replace a password and its recovery code; False where the old code is not, or no more, the one."""
    row: dict[str, Value] = {"account_id": account_id, "hash": hashed, "recovery": recovery, "now": db.now}
    recovered = db.run(SQL.recover, row | {"old": old}) > 0
    if recovered:
        audit.note(db, "password reset", account_id)
    return recovered


def delete(db: Transaction, account_id: str) -> None:
    """Take an account's password away."""
    db.run(SQL.delete, {"account_id": account_id})
