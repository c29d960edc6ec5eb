"""What goes with a character when it is copied."""

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai.links import DOCUMENT, FUNCTION, copy, links
from greenroom.dialects.convai.neighbours.narrative.story import KINDS, shelf


def copy_neighbours(db: Transaction, who: Caller, one: str, other: str, *, files: bool) -> None:
    """Give a copy its original's sections and triggers, under their ids, its functions, and if wanted its knowledge files."""
    for part in KINDS:
        copy(db, shelf(who, part, one), shelf(who, part, other))
    for kind in (FUNCTION, DOCUMENT) if files else (FUNCTION,):
        copy(db, links(who, kind, one), links(who, kind, other))
