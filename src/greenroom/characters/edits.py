"""Edits: what a change makes of every copy of a character. Nothing here writes."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.characters import store
from greenroom.characters.knowledge import NotRead
from greenroom.characters.model import Character, Record
from greenroom.database import Transaction

Edit = Callable[[Record], Character]
"""What a change makes of one copy."""

Plan = Callable[[Record], Edit]
"""Looks at the working copy, refuses or decides what will change, and gives the edit for every copy concerned."""


class Edited(NamedTuple):
    """All copies of a character after a change.

    `live` is None where that is the working copy or there is none; `frozen` are copies that wait to become live, by
    operation.
    """

    draft: Character
    live: Character | None
    frozen: Mapping[str, Character]

    def all(self) -> Iterator[Character]:
        """Every copy that will be written."""
        yield self.draft
        if self.live is not None:
            yield self.live
        yield from self.frozen.values()


def edit_all(
    db: Transaction, plan: Plan, copies: store.Copies, frozen: Mapping[str, Character], *, live: bool
) -> Edited:
    """What a plan makes of every copy concerned: tried without their big lists, which most changes don't need."""
    try:
        return _edit_copies(plan, copies, frozen, live=live)
    except NotRead:
        return _edit_copies(plan, *_with_lists(db, copies, frozen), live=live)


def _edit_copies(plan: Plan, copies: store.Copies, frozen: Mapping[str, Character], *, live: bool) -> Edited:
    """What a change makes of every copy concerned; nothing is written yet."""
    record = copies.record
    edit = plan(record)
    draft = edit(record)
    if not live:
        return Edited(draft, _what_stays_live(copies), {})
    return Edited(
        draft,
        None if copies.live is None else edit(replace(record, character=copies.live)),
        {name: edit(replace(record, character=one)) for name, one in frozen.items()},
    )


def _with_lists(
    db: Transaction, copies: store.Copies, frozen: Mapping[str, Character]
) -> tuple[store.Copies, Mapping[str, Character]]:
    """The same copies with the items of their big lists."""

    def whole(character: Character) -> Character:
        return store.load_lists(db, replace(copies.record, character=character)).character

    live = None if copies.live is None else whole(copies.live)
    record = replace(copies.record, character=whole(copies.record.character))
    return store.Copies(record, live), {name: whole(character) for name, character in frozen.items()}


def _what_stays_live(copies: store.Copies) -> Character | None:
    """The live copy after a change of the working copy alone: what was live before, if anything was."""
    if copies.record.live_revision is None:
        return None
    return copies.live or copies.record.character
