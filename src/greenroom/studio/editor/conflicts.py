"""Conflicts: somebody else changed a character while a form of it was open. Both are shown, and nothing is lost."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.characters import Transaction, revisions, store
from greenroom.characters.model import Character, Record
from greenroom.studio.editor import values
from greenroom.studio.editor.drafts import Draft
from greenroom.studio.editor.fields import ROWS
from greenroom.studio.page.visit import Visit


class Difference(NamedTuple):
    """A field that somebody else changed: what they made of it, and what was written here, if that is otherwise."""

    path: str
    theirs: str
    mine: str | None


class Conflict(NamedTuple):
    """What somebody else changed, and the fields that were changed here, whose texts stay."""

    theirs: tuple[Difference, ...]
    mine: frozenset[str]


async def base_of(visit: Visit, record: Record, revision: str) -> Character:
    """The character that a form was made of; that of the record itself, where it is that or can't be known any more."""
    number = int(revision) if revision.isascii() and revision.isdecimal() and len(revision) < 10 else 0
    if number == record.revision:
        return record.character
    return await visit.scan(_old, record, number) or Character()


def between(base: Character, now: Character, made: Draft) -> Conflict:
    """What became otherwise since `base`, beside what a form made of it."""
    mine = frozenset({*made.changed, *made.faults})
    return Conflict(tuple(_differences(base, now, made, mine)), mine)


def _differences(base: Character, now: Character, made: Draft, mine: frozenset[str]) -> Iterator[Difference]:
    for path, row in ROWS.items():
        old, theirs = (values.value_of(path, one) for one in (base, now))
        if old != theirs:
            here = values.text_of(row, values.value_of(path, made.character)) if path in mine else None
            said = values.text_of(row, theirs)
            yield Difference(path, said, here if here != said else None)


def _old(db: Transaction, record: Record, number: int) -> Character | None:
    found = revisions.find(db, record, number)
    return store.load_lists(db, replace(record, character=found)).character if found else None
