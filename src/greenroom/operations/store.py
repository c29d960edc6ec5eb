"""Operations as rows."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from greenroom.database import Row, Transaction, Value, statements
from greenroom.kit.clock import SECOND
from greenroom.operations.model import KEPT, Operation, State

SQL = statements(__package__)
_decode = msgspec.json.Decoder(dict[str, Any]).decode

LAST = "~"
"""Sorts after every id."""


def insert(db: Transaction, account_id: str, kind: str, subject: str, work: Mapping[str, Any]) -> Operation:
    """A new operation, queued."""
    operation_id = db.new_id()
    row: dict[str, Value] = {
        "account_id": account_id,
        "operation_id": operation_id,
        "kind": kind,
        "subject": subject,
        "input": msgspec.json.encode(work),
        "now": db.now,
    }
    db.run(SQL.insert_operation, row)
    found = find(db, account_id, operation_id)
    assert found is not None
    return found


def find(db: Transaction, account_id: str, operation_id: str) -> Operation | None:
    """One operation of this account; none that ended more than thirty days ago, whether it is swept up yet or not."""
    row = db.one(SQL.operation, {"account_id": account_id, "operation_id": operation_id})
    found = _operation(row) if row else None
    return found if found and (found.finished_at is None or found.finished_at >= db.now - KEPT) else None


def unfinished(db: Transaction, account_id: str, subject: str) -> list[Operation]:
    """What is queued or running on a thing, oldest first."""
    return [_operation(row) for row in db.all(SQL.unfinished, {"account_id": account_id, "subject": subject})]


def recent(db: Transaction, account_id: str, most: int, kind: str = "", until: str = LAST) -> list[Operation]:
    """The operations of an account, of all kinds or of one, the newest first, from the one before the id `until` on."""
    named: dict[str, Value] = {
        "account_id": account_id,
        "before": db.now - KEPT,
        "most": most,
        "kind": kind,
        "until": until,
    }
    return [_operation(row) for row in db.all(SQL.recent, named)]


def next_to_do(db: Transaction, kinds: Iterable[str]) -> Operation | None:
    """An operation of these kinds that is due, the longest first; those on one thing in the order of their making.

    Other kinds are left alone: while servers are upgraded, an old one sees what only a new one can do.
    """
    rows = (db.one(SQL.next_to_do, {"now": db.now, "kind": kind}) for kind in kinds)
    return min((_operation(row) for row in rows if row), key=lambda due: due.lease_until, default=None)


def waiting(db: Transaction) -> tuple[int, float]:
    """How many operations have not ended, over all accounts, and how many seconds ago the oldest was asked for."""
    row = db.one(SQL.waiting, {"now": db.now})
    assert row is not None
    return row[0], (db.now - row[1]) / SECOND


def claim(db: Transaction, operation: Operation, lease_until: int) -> bool:
    """Take the work; False when somebody else just did."""
    return db.run(SQL.claim, _fence(operation) | {"lease_until": lease_until}) > 0


def renew(db: Transaction, operation: Operation, lease_until: int) -> bool:
    """Keep the work for longer; False when it has been taken away."""
    return db.run(SQL.renew, _fence(operation) | {"lease_until": lease_until}) > 0


def finish(db: Transaction, operation: Operation, state: State, outcome: Mapping[str, Any]) -> bool:
    """End the work; False, and nothing written, when the fence has moved on."""
    ended: dict[str, Value] = {"state": state, "outcome": msgspec.json.encode(outcome), "now": db.now}
    return db.run(SQL.finish, _fence(operation) | ended) > 0


def cancel(db: Transaction, account_id: str, subject: str, outcome: Mapping[str, Any]) -> None:
    """End whatever is queued or running on a thing."""
    row: dict[str, Value] = {
        "account_id": account_id,
        "subject": subject,
        "outcome": msgspec.json.encode(outcome),
        "now": db.now,
    }
    db.run(SQL.cancel, row)


def forget(db: Transaction, before: int) -> int:
    """Remove operations that ended before this moment; how many."""
    return db.run(SQL.forget, {"before": before})


def _fence(operation: Operation) -> dict[str, Any]:
    return {
        "account_id": operation.account_id,
        "operation_id": operation.operation_id,
        "attempts": operation.attempts,
    }


def _operation(row: Row) -> Operation:
    fields = dict(zip(Operation.__struct_fields__, row, strict=True))
    fields["input"] = _decode(fields["input"])
    fields["outcome"] = None if fields["outcome"] is None else _decode(fields["outcome"])
    return Operation(**fields)
