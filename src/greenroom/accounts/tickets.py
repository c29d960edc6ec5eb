"""Tickets: texts that open a door once. A link signs in to an account; an invite lets a newcomer have one.

They are kept as keyed hashes, so that who reads the database or a backup can't use them.
"""

import hmac
from typing import Literal

from greenroom.accounts import audit, service
from greenroom.accounts.store import SQL
from greenroom.database import Transaction, Value
from greenroom.kit.clock import DAY, MINUTE
from greenroom.kit.ids import is_base62, random_base62
from greenroom.problems import NotAdmitted, NotSignedIn

Kind = Literal["link", "invite"]

LINK_LIVES = 15 * MINUTE
INVITE_LIVES = 14 * DAY
LINK_PATH = "/sign-in/link"
"""Where a link leads, with the ticket as `?ticket=`: a page with a button, for what looks at links before people do."""

_LENGTH = 32  # 190 bits
_NO_LINK = "This link has been used, or is older than 15 minutes; ask for another one."
_NO_INVITE = "This invite has been used, has expired, or was never made; ask for another one."


def link_url(public_url: str, ticket: str) -> str:
    """The address that somebody opens in a browser."""
    return f"{public_url}{LINK_PATH}?ticket={ticket}"


def make_link(db: Transaction, secret: bytes, handle: str, by: str | None = None) -> str:
    """A ticket that signs in to an account, once and within 15 minutes; earlier ones open nothing. Raises NotFound."""
    account = service.find_account(db, handle)
    db.run(SQL.delete_links, {"account_id": account.account_id, "kind": "link"})
    audit.note(db, "link made", account.account_id, by=by)
    return _make(db, secret, "link", account.account_id, "", LINK_LIVES)


def use_link(db: Transaction, secret: bytes, ticket: str) -> str:
    """The account that a ticket signs in to, which it does no more; raises NotSignedIn."""
    found = _use(db, secret, "link", ticket)
    if found is None or found[0] is None:
        raise NotSignedIn(_NO_LINK)
    return found[0]


def make_invite(
    db: Transaction, secret: bytes, plan: str, lives: int = INVITE_LIVES, by: str | None = None
) -> str:
    """A ticket with which one newcomer gets an account with this plan; `lives` in microseconds."""
    audit.note(db, "invite made", None, by=by)
    return _make(db, secret, "invite", None, plan, lives)


def use_invite(db: Transaction, secret: bytes, ticket: str) -> str:
    """The plan of a newcomer who brings this ticket, which lets in nobody else; raises NotAdmitted."""
    found = _use(db, secret, "invite", ticket.strip())
    if found is None:
        raise NotAdmitted(_NO_INVITE)
    return found[1]


def forget_old(db: Transaction) -> int:
    """Remove tickets that have expired; how many."""
    return db.run(SQL.forget_tickets, {"now": db.now})


def _make(db: Transaction, secret: bytes, kind: Kind, account_id: str | None, plan: str, lives: int) -> str:
    ticket = random_base62(_LENGTH)
    row: dict[str, Value] = {"kind": kind, "account_id": account_id, "plan": plan}
    db.run(SQL.insert_ticket, row | {"digest": _digest(secret, ticket), "expires_at": db.now + lives})
    return ticket


def _use(db: Transaction, secret: bytes, kind: Kind, ticket: str) -> tuple[str | None, str] | None:
    """What a ticket is good for, if it is, and if we are the one who removed it."""
    if len(ticket) != _LENGTH or not is_base62(ticket):
        return None
    named: dict[str, Value] = {"digest": _digest(secret, ticket)}
    row = db.one(SQL.ticket, named | {"kind": kind, "now": db.now})
    if row is None or not db.run(SQL.delete_ticket, named):
        return None
    account_id, plan = row
    return account_id, plan


def _digest(secret: bytes, ticket: str) -> bytes:
    return hmac.digest(secret, b"ticket " + ticket.encode(), "sha256")
