"""Counters held to the ledger: which differ from what was ever exchanged, and how they are set right."""

from typing import NamedTuple

from greenroom.characters.model import Whose
from greenroom.conversations import store
from greenroom.database import Transaction

SQL = store.SQL


class Difference(NamedTuple):
    """A character whose counters don't agree with the ledger: what they say, and what it does."""

    account_id: str
    character_id: str
    messages: int
    uses: int
    ledger_messages: int
    ledger_uses: int

    @property
    def whose(self) -> Whose:
        """Whose character it is."""
        return Whose(self.account_id, self.character_id)


def differing(db: Transaction) -> list[Difference]:
    """All of them. Reads the whole ledger."""
    return [Difference(*row) for row in db.all(SQL.differing, {})]


def mend(db: Transaction) -> list[Difference]:
    """Set them to what the ledger says, and their place among others with them; which those were."""
    found = differing(db)
    for one in found:
        key = {"owner_id": one.account_id, "character_id": one.character_id}
        db.run(SQL.hold_counters, key)
        db.run(SQL.mend_counters, key)
        db.run(SQL.mend_popularity, key)
    return found
