"""One's own character, as the pages of its maker find it and lead on from it."""

from typing import NamedTuple

from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.studio.page.table import Member
from greenroom.studio.page.visit import Visit

TABS = ("edit", "publishing", "history", "dialects", "export")
"""The pages of one's own character, by the last part of their path; their names are `own.` and that."""


class Tab(NamedTuple):
    """One of them, as a list of tabs shows it."""

    name: str
    href: str


def tabs(record: Record) -> list[Tab]:
    """Where one can go from here."""
    return [Tab(name, f"/characters/{record.character_id}/{name}") for name in TABS]


def find(db: Transaction, visit: Visit, who: Member, *, lists: bool = False) -> Record:
    """The character that the path names; raises NotFound, also for somebody else's."""
    return visit.house.catalogue.get(db, who.caller, visit.values["character_id"], lists=lists)


async def read(visit: Visit, who: Member) -> Record:
    """The same, without its big lists."""
    return await visit.read(find, visit, who)


async def whole(visit: Visit, who: Member) -> Record:
    """The same, with them."""
    return await visit.scan(lambda db: find(db, visit, who, lists=True))
