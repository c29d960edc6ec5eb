"""Common knowledge: what several characters know together."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Raw, Struct

from greenroom.database import Transaction, statements
from greenroom.places.containers import folded
from greenroom.places.things import Drawer, Queries

SQL = statements(__package__)


class Knowledge(Struct, frozen=True, omit_defaults=True):
    """One piece of it, made of records of a sentence or so. `more` is, for each surface, JSON that it alone reads."""

    title: str = ""
    description: str = ""
    records: tuple[str, ...] = ()
    more: Mapping[str, Raw] = {}


KNOWLEDGE = Drawer(
    "common knowledge",
    Knowledge,
    Queries(
        SQL.insert_knowledge,
        SQL.knowledge,
        SQL.locked_knowledge,
        SQL.all_knowledge,
        SQL.update_knowledge,
        SQL.deploy_knowledge,
        SQL.delete_knowledge,
    ),
)
"""The common knowledge of all accounts."""


def records_of(db: Transaction, owner_id: str, names: Iterable[str]) -> Iterator[str]:
    """What is known under these names, in their order, as it was deployed last; a name of nothing is passed over.

    A name is what the dialect that made it calls it: an address or an id, behind any number of segments, of which the
    one before the last but one names the container.
    """
    for name in dict.fromkeys(names):
        *_, container, _, address = ("", "", *name.split("/"))
        key = {"account_id": owner_id, "address": folded(address), "container": folded(container)}
        row = db.one(SQL.known, key)
        if row:
            yield from KNOWLEDGE.read(row[0]).records
