"""The verbs of this room: accounts and keys made, found, suspended, rotated, revoked, deleted.

Each takes the transaction `db` first and is run by `Database.read` or `Database.write`.
"""

import hmac
import re
from collections.abc import Iterable

from greenroom.accounts import audit, store
from greenroom.accounts.keys import digest, is_key_id, key_id_of, new_key
from greenroom.accounts.model import SCOPES, Account, Key, Scope
from greenroom.database import Transaction
from greenroom.problems import AlreadyExists, BadValue, MissingScope, NotFound

_HANDLE = re.compile(r"[A-Za-z0-9_]{3,32}")
_LONGEST_LABEL = 100
_LONGEST_REASON = 500


def create_account(db: Transaction, handle: str, plan: str, display_name: str = "") -> Account:
    """A new account; raises BadValue for a handle that cannot be one and AlreadyExists for one that is taken."""
    handle = handle.removeprefix("@")
    check_handle(handle)
    account = Account(
        account_id=db.new_id(),
        handle=handle,
        display_name=display_name or handle,
        plan=plan,
        suspended_at=None,
        created_at=db.now,
    )
    if not store.insert_account(db, account):
        raise AlreadyExists("account", f"@{handle}")
    audit.note(db, "account created", account.account_id)
    return account


def is_handle(text: str) -> bool:
    """Whether a text can be a handle; PostgreSQL does not even take every text."""
    return _HANDLE.fullmatch(text) is not None


def check_handle(handle: str) -> None:
    """Raise BadValue for a text that cannot be a handle."""
    if not is_handle(handle):
        raise BadValue("handle", "must be 3 to 32 letters, digits or underscores")


def find_account(db: Transaction, handle: str) -> Account:
    """The account with this handle (with or without `@`) or id; raises NotFound."""
    found = store.account_by_handle(db, handle.removeprefix("@")) or store.account_by_id(db, handle)
    if found is None:
        raise NotFound("account", f"@{handle.removeprefix('@')}")
    return found


def list_accounts(db: Transaction) -> list[Account]:
    """All accounts of this server, oldest first."""
    return store.accounts(db)


def suspend_account(
    db: Transaction, handle: str, *, suspended: bool = True, reason: str = "", by: str | None = None
) -> Account:
    """Stop (or free) an account: while suspended, its keys open nothing, and nothing is lost; its owner is told why.

    Raises NotFound, or BadValue for a reason that is too long.
    """
    if len(reason) > _LONGEST_REASON or not reason.isprintable():
        raise BadValue("reason", f"must be at most {_LONGEST_REASON} printable characters")
    account = find_account(db, handle)
    store.suspend_account(db, account.account_id, db.now if suspended else None, reason if suspended else "")
    audit.note(db, "account suspended" if suspended else "account freed", account.account_id, by=by)
    return find_account(db, account.account_id)


def set_plan(db: Transaction, handle: str, plan: str) -> Account:
    """Give an account another plan; raises NotFound."""
    account = find_account(db, handle)
    store.set_plan(db, account.account_id, plan)
    audit.note(db, "plan changed", account.account_id, about=plan)
    return find_account(db, account.account_id)


def delete_account(db: Transaction, account_id: str) -> None:
    """Remove an account for good, with every row that it owns; raises NotFound. Its pictures' bytes are the caller's."""
    audit.forget_account(db, account_id)
    if not store.delete_account(db, account_id):
        raise NotFound("account", account_id)
    audit.note(db, "account deleted", None)


def note_export(
    db: Transaction, account_id: str, *, by: str | None = None, with_key: str | None = None
) -> None:
    """Note that all of an account is written to a file, for somebody or for the command line; raises NotFound."""
    audit.note(db, "account exported", find_account(db, account_id).account_id, by=by, key_id=with_key)


def create_key(
    db: Transaction,
    account_id: str,
    label: str,
    secret: bytes,
    *,
    scopes: Iterable[str] = SCOPES,
    expires_at: int | None = None,
    granted: Iterable[str] = SCOPES,
    until: int | None = None,
    by: str | None = None,
    with_key: str | None = None,
) -> tuple[Key, str]:
    """A new key and its text, which is shown this once.

    `granted` and `until` are the scopes and the end of the key that asks for it, which it never goes beyond; `by` is the
    account that asks, None for the command line, and `with_key` the id of its key, if any.

    Raises BadValue, or MissingScope for a scope beyond `granted`.
    """
    if not label.strip() or len(label) > _LONGEST_LABEL:
        raise BadValue("label", f"must be 1 to {_LONGEST_LABEL} characters")
    if expires_at is not None and expires_at <= db.now:
        raise BadValue("expires_at", "must lie in the future")
    if until is not None and (expires_at or until) > until:
        raise BadValue("expires_at", "must not be later than the asking key's own")
    wanted = _scopes(scopes, granted)
    made = new_key()
    key = Key(
        key_id=made.key_id,
        account_id=account_id,
        label=label,
        scopes=wanted,
        created_at=db.now,
        expires_at=expires_at or until,
    )
    store.insert_key(db, key, digest(secret, made.text))
    audit.note(db, "key created", account_id, by=by, key_id=with_key, about=key.key_id)
    return key, made.text


def list_keys(db: Transaction, account_id: str) -> list[Key]:
    """All keys of an account, revoked ones too, oldest first."""
    return store.keys_of_account(db, account_id)


def find_key(db: Transaction, account_id: str, key_id: str) -> Key:
    """One key of this account; raises NotFound."""
    key = store.key_by_id(db, account_id, key_id) if is_key_id(key_id) else None
    if key is None:
        raise NotFound("key", key_id)
    return key


def revoke_key(
    db: Transaction, account_id: str, key_id: str, by: str | None = None, with_key: str | None = None
) -> Key:
    """Revoke a key for good; revoking it again changes nothing. `by`, `with_key` as for `create_key`. Raises NotFound."""
    find_key(db, account_id, key_id)
    if store.revoke_key(db, account_id, key_id):
        audit.note(db, "key revoked", account_id, by=by, key_id=with_key, about=key_id)
    return find_key(db, account_id, key_id)


def rotate_key(
    db: Transaction,
    account_id: str,
    key_id: str,
    secret: bytes,
    *,
    granted: Iterable[str] = SCOPES,
    until: int | None = None,
    by: str | None = None,
    with_key: str | None = None,
) -> tuple[Key, str]:
    """A new key like this one, which is revoked in the same transaction; the rest as for `create_key`.

    Raises NotFound, also for a key that has been revoked or has expired, and what `create_key` raises.
    """
    old = find_key(db, account_id, key_id)
    if old.revoked_at is not None or (old.expires_at or db.now + 1) <= db.now:
        raise NotFound("key", key_id)
    store.revoke_key(db, account_id, key_id)
    audit.note(db, "key revoked", account_id, by=by, key_id=with_key, about=key_id)
    return create_key(
        db,
        account_id,
        old.label,
        secret,
        scopes=old.scopes,
        expires_at=old.expires_at,
        granted=granted,
        until=until,
        by=by,
        with_key=with_key,
    )


def key_of_text(db: Transaction, secret: bytes, text: str) -> Key | None:
    """The key, in whatever state, whose text this is; None where this server has none, or one with another secret."""
    key_id = key_id_of(text)
    owner = store.key_owner(db, key_id) if key_id else None
    if key_id is None or owner is None:
        return None
    kept = store.presented_key(db, key_id)
    same = kept is not None and hmac.compare_digest(kept.digest, digest(secret, text))
    return store.key_by_id(db, owner, key_id) if same else None


def owner_of_key(db: Transaction, key_id: str) -> str:
    """The account id of a key; raises NotFound. For operators, who name keys without an account."""
    account_id = store.key_owner(db, key_id) if is_key_id(key_id) else None
    if account_id is None:
        raise NotFound("key", key_id)
    return account_id


def _scopes(wanted: Iterable[str], granted: Iterable[str]) -> tuple[Scope, ...]:
    """The scopes in their own order, each once."""
    asked, allowed = set(wanted), set(granted)
    if not asked or not asked <= set(SCOPES):
        raise BadValue("scopes", f"must be some of {', '.join(SCOPES)}")
    for scope in SCOPES:
        if scope in asked - allowed:
            raise MissingScope(scope)
    return tuple(scope for scope in SCOPES if scope in asked)
