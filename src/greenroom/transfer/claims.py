"""Claims: which files were taken in, by their digests, so that the same bytes again are known, and never taken twice.

A claim goes with the character or thread that came of the file, so a file whose character was deleted is new again.
"""

from typing import NamedTuple

from greenroom.database import Transaction, Value, statements

SQL = statements(__package__)


class Claim(NamedTuple):
    """A thing in a file of an account: the file's digest, in hexadecimal digits, and where in it the thing stood."""

    account_id: str
    sha256: str
    place: str = ""


def make(db: Transaction, claim: Claim) -> bool:
    """Claim a thing in a file; False where it is claimed already. Who claims it at the same time waits for us."""
    return db.run(SQL.claim, claim._asdict() | {"now": db.now}) > 0


def settle(
    db: Transaction, claim: Claim, *, character_id: str | None = None, thread_id: str | None = None
) -> None:
    """Say what came of it."""
    made: dict[str, Value] = {"character_id": character_id, "thread_id": thread_id}
    db.run(SQL.settle, claim._asdict() | made)


def found(db: Transaction, claim: Claim) -> str:
    """The id of what came of a claimed thing."""
    row = db.one(SQL.claimed, claim._asdict())
    return (row[1] or row[0] or "") if row else ""


def leave(db: Transaction, account_id: str, character_id: str) -> None:
    """Forget the files that a character was made of before: it is now made of another."""
    db.run(SQL.leave, {"account_id": account_id, "character_id": character_id})


def begun(db: Transaction, account_id: str) -> bool:
    """Whether an account has anything of a file, so that a file may be known."""
    return db.one(SQL.begun, {"account_id": account_id}) is not None
