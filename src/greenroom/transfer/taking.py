"""Taking in: the units that write what was read, one for each thing, so that nothing is ever there by half."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.cards.imported import FoundBook
from greenroom.cards.lorebook import read_book
from greenroom.characters import originals
from greenroom.characters.knowledge import Lorebook
from greenroom.characters.model import Character, Record
from greenroom.database import Transaction
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.imports import Prepared, Taken, enter_one, original
from greenroom.dialects.native.lorebooks import giving, keep_book
from greenroom.dialects.native.shelves import lorebooks
from greenroom.kit.structs import put_paths
from greenroom.problems import NotFound
from greenroom.records import store as records
from greenroom.transfer import claims
from greenroom.transfer.claims import Claim
from greenroom.transfer.renewal import renewed
from greenroom.transfer.result import State

_CARD = "card"
_ALONE = "it stands alone, in GET /v1/lorebooks; POST /v1/lorebooks/ID/give lets a character have it"
_AMBIGUOUS = "several characters are from files of this name, so it is a new one"


class Outcome(NamedTuple):
    """What became of one thing: its id, and what there is to say."""

    state: State
    id: str
    why: str = ""


def take_character(
    db: Transaction, house: House, who: Caller, prepared: Prepared, one: Taken, beside: Collection[str] | None
) -> Outcome:
    """A character of a file: a new one, or a revision of the one that an earlier file of this name made.

    `beside` are digests of other files of this name that are taken in with it, whose characters are theirs; None where no
    revisions are to be made.
    """
    claim = Claim(who.account_id, prepared.imported.sha256, one.found.place)
    known = originals.from_file(db, claim.account_id, claim.sha256)
    if claim.place in known:
        return Outcome("unchanged", known[claim.place])
    if not claims.make(db, claim):
        return Outcome("unchanged", claims.found(db, claim))
    if prepared.file:
        assets.keep(db, who.account_id, prepared.file)
    olds = [] if beside is None else _olds(db, claim, prepared.imported.name, beside)
    if len(olds) == 1:
        record = _renew(db, house, who, prepared, one, olds[0])
    else:
        record = enter_one(db, house, who, prepared, one)
    claims.settle(db, claim, character_id=record.character_id)
    return Outcome(
        "updated" if len(olds) == 1 else "kept", record.character_id, _AMBIGUOUS if olds[1:] else ""
    )


def _olds(db: Transaction, claim: Claim, name: str, beside: Collection[str]) -> list[str]:
    named = originals.from_named(db, claim.account_id, name, claim.place)
    return [character_id for character_id, sha256 in named.items() if sha256 not in beside]


class Shelved(NamedTuple):
    """What a lorebook of a file is called, what the file is called, its digest, and the characters that name the book."""

    name: str
    file: str
    sha256: str
    owners: tuple[str, ...] = ()


def take_book(
    db: Transaction, house: House, who: Caller, book: FoundBook, shelved: Shelved, *, update: bool
) -> Outcome:
    """A lorebook that stands alone: kept as such, and given to those of its owners that have none.

    With `update` it takes the place of the one that an earlier file of this name held, also in those owners.
    """
    shelf = lorebooks(who.account_id)
    olds = (
        [one for one in records.all_on(db, shelf) if one.document.get("file") == shelved.file]
        if update
        else []
    )
    record_id, is_new = keep_book(db, who.account_id, book, shelved.name, shelved.sha256, shelved.file)
    if not is_new:
        return Outcome("unchanged", record_id)
    before = [read_book(one.document["book"], []) for one in olds]
    for one in olds:
        records.delete(db, shelf, one.record_id)
    given = [one for one in shelved.owners if _give(db, house, who, book, one, before)]
    why = f"it is now that of {len(given)} characters who name it" if given else _ALONE
    return Outcome("updated" if olds else "kept", record_id, why)


def _give(
    db: Transaction,
    house: House,
    who: Caller,
    book: FoundBook,
    character_id: str,
    before: Sequence[Lorebook | None],
) -> bool:
    """Give a book to a character that has none, or one of those `before`; whether that was so."""
    try:
        record = house.catalogue.get(db, who, character_id, lists=True)
    except NotFound:
        return False
    current = record.character.knowledge.lorebook
    if current is not None and current not in before:
        return False
    house.catalogue.change(db, who, record, lambda _: giving(book.lorebook), _CARD)
    return True


def _linked(fresh: Character, world: str, copy: Record) -> Character:
    """A character whose card names a lorebook in place of holding one keeps what it was given for it."""
    if not world or fresh.knowledge.lorebook is not None:
        return fresh
    return put_paths(fresh, {"knowledge.lorebook": copy.character.knowledge.lorebook})


def _renew(
    db: Transaction, house: House, who: Caller, prepared: Prepared, one: Taken, character_id: str
) -> Record:
    """An own character as the file has it now; what other surfaces keep beside it, and who may see it, stays."""
    fresh, surface = one.found.character, one.found.surface
    if one.picture:
        assets.keep(db, who.account_id, one.picture)
    record = house.catalogue.get(db, who, character_id, lists=True)

    def edit(copy: Record) -> Character:
        after = renewed(house.dialects, _linked(fresh, one.world, copy), surface, copy, house.context)
        return replace(after, avatar=one.picture.asset_id) if one.picture else after

    changed = house.catalogue.change(db, who, record, lambda _: edit, surface)
    claims.leave(db, who.account_id, character_id)
    originals.keep(db, changed, original(prepared, one))
    return changed
