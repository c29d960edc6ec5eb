"""Revisions: the earlier working copies of a character."""

from typing import NamedTuple

from greenroom.characters.model import Character, Record
from greenroom.characters.store import SQL, key_of
from greenroom.characters.stored import decode
from greenroom.database import Transaction


class Revision(NamedTuple):
    """One change of a working copy: when, through which surface, with which key, and the core paths it changed."""

    revision: int
    created_at: int
    via: str
    key_id: str | None
    changed: str


def find(db: Transaction, record: Record, number: int) -> Character | None:
    """The working copy as it was at a revision, big lists by name only."""
    row = db.one(SQL.revision, key_of(record) | {"revision": number})
    return decode(row[0]) if row else None


def newest(db: Transaction, record: Record, before: int, most: int) -> list[Revision]:
    """The history of a character, newest first."""
    return [
        Revision(*row) for row in db.all(SQL.revisions, key_of(record) | {"before": before, "most": most})
    ]
