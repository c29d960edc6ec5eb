"""Tastes: what an account wants to be shown of everybody's characters."""

from typing import NamedTuple

from greenroom.community import blocks
from greenroom.database import Transaction
from greenroom.records import store as records
from greenroom.records.model import Shelf

_SHOWN = "shown"


class Taste(NamedTuple):
    """`mature`: also what is for adults; `hidden`: the ids of creators of whom nothing is shown."""

    mature: bool = False
    hidden: tuple[str, ...] = ()


NOBODYS = Taste()
"""What those are shown who have not signed in."""


def taste(db: Transaction, account_id: str) -> Taste:
    """An account's, or that of those who have none, with an empty id."""
    if not account_id:
        return NOBODYS
    chosen = records.find(db, _shelf(account_id), _SHOWN)
    return Taste(bool(chosen and chosen.document["mature"]), blocks.blocked(db, account_id))


def choose(db: Transaction, account_id: str, *, mature: bool) -> None:
    """Show an account from now on what is for adults, or nothing of it."""
    records.put(db, _shelf(account_id), _SHOWN, {"mature": mature})


def _shelf(account_id: str) -> Shelf:
    return Shelf(account_id, "studio", "taste")
