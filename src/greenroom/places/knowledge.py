"""Common knowledge: what several characters know together."""

from collections.abc import Mapping

from msgspec import Raw, Struct

from greenroom.database import statements
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
