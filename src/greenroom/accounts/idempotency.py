"""Idempotency keys: one effect for each key, and the same answer every time it is asked for, for a day.

The answer is written in the transaction of the effect, so either both are there or neither is, also after a crash. Of
requests with one key at the same moment all but one wait, and then find its answer.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from greenroom.database import Transaction, Value, statements
from greenroom.kit.clock import DAY
from greenroom.problems import BadValue, IdempotencyMismatch, IdempotencyRunning

SQL = statements(__package__)
LONGEST_KEY = 255


class Made(NamedTuple):
    """The answer to a create: its status and JSON; `replay` is what a repetition gets where that must differ."""

    body: bytes
    status: int = 200
    replay: bytes | None = None
    replayed: bool = False


class Request(NamedTuple):
    """What makes two requests the same: who, where (method and path), the key they sent, and a digest of what they say."""

    account_id: str
    scope: str
    key: str
    digest: bytes


def request(account_id: str, method: str, path: str, key: str, said: bytes) -> Request:
    """A request with an idempotency key, bare or in quotes; raises BadValue for a key that cannot be one.

    `said` is its body, and its query where it has one: under one key these must not differ.
    """
    key = key.strip()
    if len(key) > 1 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise BadValue("Idempotency-Key", f"must be 1 to {LONGEST_KEY} printable characters")
    return Request(account_id, f"{method} {path}", key, hashlib.sha256(said).digest())


def once(db: Transaction, this: Request, make: Callable[[Transaction], Made]) -> Made:
    """What `make` made the first time this was asked; raises IdempotencyMismatch where something else is said under the key.

    The key is claimed before anything is made: who comes second waits there until the first is done, or undone.
    """
    named: dict[str, Value] = {"account_id": this.account_id, "scope": this.scope, "key": this.key}
    db.run(SQL.forget_answer, named | {"before": db.now - DAY})
    if db.run(SQL.claim_answer, named | {"digest": this.digest, "now": db.now}):
        made = make(db)
        db.run(SQL.keep_answer, named | {"status": made.status, "body": made.replay or made.body})
        return made
    row = db.one(SQL.answer, named)
    if row is None:
        raise IdempotencyRunning  # it was a day old, and forgotten in this very moment
    digest, status, body = row
    if digest != this.digest:
        raise IdempotencyMismatch
    return Made(body, status, replayed=True)


def forget_old(db: Transaction) -> int:
    """Remove answers older than a day; how many."""
    return db.run(SQL.forget_answers, {"before": db.now - DAY})
