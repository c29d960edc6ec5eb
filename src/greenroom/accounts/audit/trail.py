"""Entries of the audit trail, and how they are noted, read and forgotten."""

from typing import Literal, NamedTuple, get_args

from greenroom.database import Transaction, Value, statements
from greenroom.kit.clock import DAY

SQL = statements(__package__)

Act = Literal[
    "account created",
    "account deleted",
    "account exported",
    "account suspended",
    "account freed",
    "appearance chosen",
    "signed in",
    "sign-in failed",
    "signed out",
    "signed out everywhere",
    "identity linked",
    "identity unlinked",
    "password set",
    "password reset",
    "link made",
    "invite made",
    "operator named",
    "operator dismissed",
    "plan changed",
    "key created",
    "key revoked",
    "visibility changed",
    "share link made",
    "share link ended",
    "character reported",
    "account reported",
    "report settled",
    "character withheld",
    "character approved",
]
ACTS: tuple[Act, ...] = get_args(Act)

KEPT = 400 * DAY
LAST = "g"
"""Sorts behind every id."""


class Entry(NamedTuple):
    """One act. `actor_id` is None where nobody was known to do it, or the command line did; `key_id` where no key was used."""

    audit_id: str
    moment: int
    account_id: str | None
    actor_id: str | None
    key_id: str | None
    act: Act
    about: str


class Told(NamedTuple):
    """An entry as the owner of an account may read it; `by` is None as `actor_id` is. `account_id` is whom it is about."""

    audit_id: str
    moment: int
    act: Act
    by: Literal["owner", "operator"] | None
    key_id: str | None
    account_id: str | None
    about: str


def note(
    db: Transaction,
    act: Act,
    account_id: str | None,
    *,
    by: str | None = None,
    key_id: str | None = None,
    about: str = "",
) -> None:
    """Note an act about an account, done by one with a key of theirs, in the transaction that does it."""
    db.run(
        SQL.note,
        {
            "audit_id": db.new_id(),
            "moment": db.now,
            "account_id": account_id,
            "actor_id": by,
            "key_id": key_id,
            "act": act,
            "about": about,
        },
    )


def of_account(db: Transaction, account_id: str, most: int, before: str = LAST) -> list[Entry]:
    """What was done to or by an account, newest first, from the entry after `before` on."""
    return _of_account(db, account_id, most, before, reports=True)


def own(db: Transaction, account_id: str, most: int, before: str = LAST) -> list[Told]:
    """What the owner of an account may read of `of_account`: not that others reported it, nor which operator did what, nor how."""
    return [_told(entry, account_id) for entry in _of_account(db, account_id, most, before, reports=False)]


def _of_account(db: Transaction, account_id: str, most: int, before: str, *, reports: bool) -> list[Entry]:
    named: dict[str, Value] = {
        "account_id": account_id,
        "before": before,
        "most": most,
        "reports": int(reports),
    }
    return [Entry(*row) for row in db.all(SQL.of_account, named)]


def _told(entry: Entry, account_id: str) -> Told:
    by: Literal["owner", "operator"] | None = None
    if entry.actor_id:
        by = "owner" if entry.actor_id == account_id else "operator"
    key_id = entry.key_id if by == "owner" else None
    return Told(entry.audit_id, entry.moment, entry.act, by, key_id, entry.account_id, entry.about)


def page(db: Transaction, most: int, before: str = LAST) -> list[Entry]:
    """The whole trail, newest first; for operators."""
    return [Entry(*row) for row in db.all(SQL.page, {"before": before, "most": most})]


def forget_account(db: Transaction, account_id: str) -> None:
    """Leave of an account's entries only that something was done."""
    db.run(SQL.forget_subject, {"account_id": account_id})
    db.run(SQL.forget_actor, {"account_id": account_id})


def forget_old(db: Transaction) -> int:
    """Remove entries that are older than 400 days; how many."""
    return db.run(SQL.forget_old, {"before": db.now - KEPT})
