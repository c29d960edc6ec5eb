"""Taking in: the units that write what was read, one for each thing, so that nothing is ever there by half."""

from collections.abc import Collection
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.accounts.model import Caller
from greenroom.assets import store as assets
from greenroom.cards.imported import FoundBook
from greenroom.characters import originals
from greenroom.characters.model import Character, Record
from greenroom.database import Transaction
from greenroom.dialects.kit.house import House
from greenroom.dialects.kit.imports import Prepared, Taken, enter_one, original
from greenroom.dialects.native.lorebooks import giving, keep_book
from greenroom.kit.structs import put_paths
from greenroom.problems import NotFound
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


def take_book(
    db: Transaction,
    house: House,
    who: Caller,
    book: FoundBook,
    name: str,
    sha256: str,
    owners: tuple[str, ...],
) -> Outcome:
    """A lorebook that stands alone: kept as such, and given to those of its `owners` that have none."""
    record_id, is_new = keep_book(db, who.account_id, book, name, sha256)
    if not is_new:
        return Outcome("unchanged", record_id)
    given = [one for one in owners if _give(db, house, who, book, one)]
    why = f"it is now that of {len(given)} characters who name it" if given else _ALONE
    return Outcome("kept", record_id, why)


def _give(db: Transaction, house: House, who: Caller, book: FoundBook, character_id: str) -> bool:
    try:
        record = house.catalogue.get(db, who, character_id)
    except NotFound:
        return False
    if record.character.knowledge.lorebook is not None:
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
