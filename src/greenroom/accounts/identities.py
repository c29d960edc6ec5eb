"""Identities: the ways in which somebody signs in to an account, keyed by (issuer, subject).

Whoever is the same for an issuer is the same for us, whatever they are called there; an e-mail address is never compared,
because an issuer may give it to somebody else, and another may have anybody claim it.
"""

from msgspec import Struct

from greenroom.accounts import audit, guests
from greenroom.accounts.store import SQL, lock_account
from greenroom.database import Transaction, Value
from greenroom.problems import CannotLink, NotFound

LOCAL = "local"
"""The issuer of passwords of this server; its subjects are accounts' own ids."""

_LONGEST_LABEL = 200
_LINKED = "already signs in to another account of this server; sign out, and sign in with it instead."
_ONE_PASSWORD = "This account has a password already; change it instead."  # noqa: S105 - a sentence
_LAST = "This is the only way to sign in to your account; add another one first, or delete the account."


class Identity(Struct, frozen=True):
    """A way to sign in. `label` is what its owner knows it by; times are microseconds since 1970, UTC."""

    issuer: str
    subject: str
    label: str
    created_at: int
    used_at: int


def owner_of(db: Transaction, issuer: str, subject: str) -> str | None:
    """The account that an identity signs in to."""
    row = db.one(SQL.identity_owner, {"issuer": issuer, "subject": subject})
    return row[0] if row else None


def list_identities(db: Transaction, account_id: str) -> list[Identity]:
    """The identities of an account, oldest first; none for a guest, and for who came by an operator's link alone."""
    return [Identity(*row) for row in db.all(SQL.identities, {"account_id": account_id})]


def link(db: Transaction, account_id: str, issuer: str, subject: str, label: str, *, plan: str) -> bool:
    """Let an identity sign in to an account; whether that was a guest's, which has `plan` from now on and stays.

    To link what is linked already changes nothing. Raises CannotLink for an identity of another account, and for a second
    password.
    """
    named: dict[str, Value] = {"account_id": account_id, "issuer": issuer, "subject": subject}
    if not db.run(SQL.claim_identity, named):
        if owner_of(db, issuer, subject) != account_id:
            raise CannotLink(f"{label or 'This identity'} {_LINKED}")
        if issuer == LOCAL:
            raise CannotLink(_ONE_PASSWORD)
        touch(db, account_id, issuer, subject, label)
        return False
    db.run(SQL.insert_identity, named | {"label": label[:_LONGEST_LABEL], "now": db.now})
    audit.note(db, "identity linked", account_id, by=account_id, about=issuer)
    return guests.keep_guest(db, account_id, plan)


def touch(db: Transaction, account_id: str, issuer: str, subject: str, label: str) -> None:
    """Note that somebody signed in with an identity just now, and what its owner knows it by."""
    named: dict[str, Value] = {"account_id": account_id, "issuer": issuer, "subject": subject}
    db.run(SQL.touch_identity, named | {"label": label[:_LONGEST_LABEL], "now": db.now})


def unlink(db: Transaction, account_id: str, issuer: str, subject: str) -> None:
    """Let an identity sign in no more; raises NotFound, or CannotLink where nothing else would be left to sign in with."""
    lock_account(db, account_id)  # two that go at once would both find the other
    linked = list_identities(db, account_id)
    if not any((one.issuer, one.subject) == (issuer, subject) for one in linked):
        raise NotFound("identity", issuer)
    if len(linked) == 1:
        raise CannotLink(_LAST)
    named = {"account_id": account_id, "issuer": issuer, "subject": subject}
    db.run(SQL.delete_identity, named)
    db.run(SQL.release_identity, named)
    audit.note(db, "identity unlinked", account_id, by=account_id, about=issuer)
