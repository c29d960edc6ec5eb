"""Accounts and keys as rows."""

from typing import NamedTuple

from greenroom.accounts.model import Account, Key
from greenroom.database import Row, Transaction, Value, statements

SQL = statements(__package__)


class Presented(NamedTuple):
    """What the database knows about a presented key id."""

    digest: bytes
    scopes: str
    expires_at: int | None
    revoked_at: int | None
    last_used_at: int | None
    account_id: str
    handle: str
    plan: str
    suspended_at: int | None
    suspended_for: str


def handle_key(handle: str) -> str:
    """A handle as it is compared: without regard to case."""
    return handle.lower()


def insert_account(db: Transaction, account: Account) -> bool:
    """Enter an account; False, and nothing written, when its handle is taken."""
    if db.one(SQL.handle_taken, {"handle_key": handle_key(account.handle)}):
        return False
    row = {name: getattr(account, name) for name in account.__struct_fields__ if name != "suspended_at"}
    db.run(SQL.insert_account, row)
    key = {"handle_key": handle_key(account.handle), "account_id": account.account_id}
    if db.run(SQL.claim_handle, key):
        return True
    db.run(SQL.delete_account, {"account_id": account.account_id})
    return False


def account_by_handle(db: Transaction, handle: str) -> Account | None:
    """The account with this handle, in any case."""
    return _account(db.one(SQL.account_by_handle, {"handle_key": handle_key(handle)}))


def account_by_id(db: Transaction, account_id: str) -> Account | None:
    """The account with this id."""
    return _account(db.one(SQL.account_by_id, {"account_id": account_id}))


def accounts(db: Transaction) -> list[Account]:
    """All accounts, oldest first."""
    return [found for row in db.all(SQL.accounts, {}) if (found := _account(row))]


def rename(db: Transaction, account_id: str, handle: str, display_name: str) -> bool:
    """Give an account another handle and display name; False, and nothing written, when the handle is another's."""
    holder = account_by_handle(db, handle)
    if holder is not None and holder.account_id != account_id:
        return False
    named = {"account_id": account_id, "handle_key": handle_key(handle)}
    if holder is None:
        if not db.run(SQL.claim_handle, named):
            return False
        db.run(SQL.release_other_handles, named)
    db.run(SQL.rename, {"account_id": account_id, "handle": handle, "display_name": display_name})
    return True


def suspend_account(db: Transaction, account_id: str, moment: int | None, reason: str = "") -> None:
    """Mark an account as suspended since `moment`, or as free with None."""
    db.run(SQL.suspend_account, {"account_id": account_id, "suspended_at": moment, "reason": reason})


def set_plan(db: Transaction, account_id: str, plan: str) -> None:
    """Give an account another plan."""
    db.run(SQL.set_plan, {"account_id": account_id, "plan": plan})


def lock_account(db: Transaction, account_id: str) -> None:
    """Keep others from an account, and from entering anything new of it, until the transaction ends."""
    db.one(SQL.lock_account, {"account_id": account_id})


def delete_account(db: Transaction, account_id: str) -> bool:
    """Remove an account and, by cascade, every row that it owns."""
    return db.run(SQL.delete_account, {"account_id": account_id}) > 0


def insert_key(db: Transaction, key: Key, digest: bytes) -> None:
    """Enter a key by its keyed hash."""
    row: dict[str, Value] = {
        "account_id": key.account_id,
        "key_id": key.key_id,
        "digest": digest,
        "label": key.label,
        "scopes": " ".join(key.scopes),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
    }
    db.run(SQL.insert_key, row)
    db.run(SQL.insert_key_owner, {"key_id": key.key_id, "account_id": key.account_id})


def presented_key(db: Transaction, key_id: str) -> Presented | None:
    """Everything needed to judge a presented key, in one look."""
    row = db.one(SQL.presented_key, {"key_id": key_id})
    return Presented(*row) if row else None


def key_owner(db: Transaction, key_id: str) -> str | None:
    """The account id that a key id belongs to."""
    row = db.one(SQL.key_owner, {"key_id": key_id})
    return row[0] if row else None


def keys_of_account(db: Transaction, account_id: str) -> list[Key]:
    """All keys of an account, revoked ones too, oldest first."""
    return [_key(row) for row in db.all(SQL.keys_of_account, {"account_id": account_id})]


def key_by_id(db: Transaction, account_id: str, key_id: str) -> Key | None:
    """One key of this account."""
    row = db.one(SQL.key_by_id, {"account_id": account_id, "key_id": key_id})
    return _key(row) if row else None


def revoke_key(db: Transaction, account_id: str, key_id: str) -> bool:
    """Revoke a key; False when there is none, or it was revoked before."""
    return db.run(SQL.revoke_key, {"account_id": account_id, "key_id": key_id, "revoked_at": db.now}) > 0


def touch_key(db: Transaction, account_id: str, key_id: str) -> None:
    """Record that a key was used just now."""
    db.run(SQL.touch_key, {"account_id": account_id, "key_id": key_id, "now": db.now})


def _account(row: Row | None) -> Account | None:
    return Account(**dict(zip(Account.__struct_fields__, row, strict=True))) if row else None


def _key(row: Row) -> Key:
    key = dict(zip(Key.__struct_fields__, row, strict=True))
    return Key(**key | {"scopes": tuple(key["scopes"].split())})
