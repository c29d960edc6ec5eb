"""Suspensions: an account opens nothing and is seen by nobody, and loses nothing."""

from greenroom.accounts import service
from greenroom.accounts.model import Account
from greenroom.accounts.operators import require_operator
from greenroom.characters.catalogue import Catalogue
from greenroom.database import Transaction
from greenroom.problems import BadValue


def suspend(db: Transaction, catalogue: Catalogue, operator_id: str, handle: str, reason: str) -> Account:
    """Stop an account, as an operator, for a reason that its owner is told.

    Raises NotAdmitted, NotFound, or BadValue for oneself or without a reason. Call `keyring.forget` after the commit.
    """
    require_operator(db, operator_id)
    if not reason.strip():
        raise BadValue("reason", "must not be empty: the owner is told it")
    if service.find_account(db, handle).account_id == operator_id:
        raise BadValue("handle", "is your own")
    return set_suspended(db, catalogue, handle, suspended=True, reason=reason.strip(), by=operator_id)


def free(db: Transaction, catalogue: Catalogue, operator_id: str, handle: str) -> Account:
    """Let an account go on, as an operator; raises NotAdmitted or NotFound."""
    require_operator(db, operator_id)
    return set_suspended(db, catalogue, handle, suspended=False, by=operator_id)


def set_suspended(
    db: Transaction,
    catalogue: Catalogue,
    handle: str,
    *,
    suspended: bool,
    reason: str = "",
    by: str | None = None,
) -> Account:
    """Stop or free an account, whoever asks for it; raises NotFound or BadValue."""
    found = service.suspend_account(db, handle, suspended=suspended, reason=reason, by=by)
    (catalogue.conceal if suspended else catalogue.reveal)(db, found.account_id)
    return found
