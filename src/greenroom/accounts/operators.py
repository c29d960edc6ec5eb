"""Operators: accounts that look after this server – its queue of reports, and what stands in the public."""

from greenroom.accounts import audit, service
from greenroom.accounts.model import Account
from greenroom.accounts.store import SQL
from greenroom.database import Transaction
from greenroom.problems import NotAdmitted


def is_operator(db: Transaction, account_id: str) -> bool:
    """Whether this account looks after the server."""
    return db.one(SQL.operator, {"account_id": account_id}) is not None


def require_operator(db: Transaction, account_id: str) -> None:
    """Raise NotAdmitted for anybody who is no operator."""
    if not is_operator(db, account_id):
        raise NotAdmitted("Only operators of this server may do this.")


def name_operator(db: Transaction, handle: str, *, dismiss: bool = False) -> Account:
    """Let an account look after the server, or no longer; raises NotFound."""
    account = service.find_account(db, handle)
    named = {"account_id": account.account_id}
    if db.run(SQL.delete_operator if dismiss else SQL.insert_operator, named):
        audit.note(db, "operator dismissed" if dismiss else "operator named", account.account_id)
    return account


def list_operators(db: Transaction) -> list[Account]:
    """All operators, those with the oldest accounts first."""
    return [
        Account(**dict(zip(Account.__struct_fields__, row, strict=True))) for row in db.all(SQL.operators, {})
    ]
