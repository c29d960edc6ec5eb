"""Standings: what operators decided about characters in the public. Most have none, and are open to everybody.

What is withheld is seen by its owner alone, whatever its visibility says; what waits can be reached by its share link.
"""

from typing import Literal, NamedTuple

from greenroom.characters.model import Record, Whose
from greenroom.characters.store import SQL
from greenroom.database import Transaction, Value
from greenroom.problems import Withheld

State = Literal["waiting", "approved", "withheld"]


class Standing(NamedTuple):
    """A decision, and the reason that its owner is told."""

    state: State
    reason: str
    decided_at: int


class Waiting(NamedTuple):
    """A character that waits for an operator's approval, since when."""

    account_id: str
    character_id: str
    since: int


def standing(db: Transaction, record: Record | Whose) -> Standing | None:
    """What was decided about a character; None for one that nobody had to decide about."""
    row = db.one(SQL.standing, _of(record))
    return Standing(*row) if row else None


def is_open(db: Transaction, record: Record) -> bool:
    """Whether others may see a character, as far as operators decide."""
    found = standing(db, record)
    return found is None or found.state == "approved"


def check_open(db: Transaction, record: Record) -> None:
    """Raise Withheld for a character that an operator keeps from the public."""
    found = standing(db, record)
    if found is not None and found.state == "withheld":
        raise Withheld(found.reason)


def await_review(db: Transaction, record: Record) -> None:
    """Let a character wait for approval, unless something was decided about it before."""
    db.run(SQL.await_standing, _of(record) | {"now": db.now})


def decide(db: Transaction, record: Record | Whose, state: State, reason: str) -> None:
    """Write a decision down; `Catalogue.reconsider` makes it so."""
    db.run(SQL.save_standing, _of(record) | {"state": state, "reason": reason, "now": db.now})


def waiting(db: Transaction, most: int) -> list[Waiting]:
    """Characters that wait for approval, the longest waiting first."""
    return [Waiting(*row) for row in db.all(SQL.waiting, {"most": most})]


def _of(record: Record | Whose) -> dict[str, Value]:
    return {"account_id": record.account_id, "character_id": record.character_id}
