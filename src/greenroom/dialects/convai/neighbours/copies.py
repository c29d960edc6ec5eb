"""What goes with a character when it is copied."""

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.convai.links import DOCUMENT, FUNCTION, copy
from greenroom.dialects.convai.neighbours.narrative.story import KINDS, shelf
from greenroom.records import store as records


def copy_neighbours(db: Transaction, who: Caller, one: str, other: str, *, files: bool) -> None:
    """Give a copy its original's sections and triggers, under their ids, its functions, and if wanted its knowledge files."""
    for part in KINDS:
        for record in records.all_on(db, shelf(who, part, one)):
            records.put(db, shelf(who, part, other), record.record_id, record.document)
    for kind in (FUNCTION, DOCUMENT) if files else (FUNCTION,):
        copy(db, who, kind, one, other)
