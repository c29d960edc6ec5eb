"""Whole lists of characters, for vendors who answer everything at once."""

from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.characters.store import edition
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.kept_lists import Part

_AT_ONCE = 100
_KEPT = 10
"""Of so many parts what is shown is kept; those of a longer list would push each other out before they serve."""

Read = Callable[[Transaction, str, int], list[Stored]]
"""Reads what comes after the character with this id, so many at most."""


class Listing(NamedTuple):
    """A list: whose it is, as which surface's views its items are kept, how they are read and shown, and after which id it starts."""

    account_id: str
    surface: str
    read: Read
    show: Callable[[Record], Any]
    start: str = ""


async def whole_list(call: Call, listing: Listing) -> AsyncIterator[bytes]:
    """`{"characters": [...]}`, read and shown a part at a time, so that its length costs no memory.

    What goes wrong with the first part is raised at once, while it can still be answered.
    """
    return _parts(call, listing, await call.scan(_read, call, listing, listing.start, 0))


async def _parts(call: Call, listing: Listing, part: Part) -> AsyncIterator[bytes]:
    yield b'{"characters":[' + part.views
    number = 1
    while part.last is not None:
        part = await call.scan(_read, call, listing, part.last, number)
        number += 1
        if part.views:
            yield b"," + part.views
    yield b"]}"


def _read(db: Transaction, call: Call, listing: Listing, after: str, number: int) -> Part:
    """A part, as it was shown before where nothing has changed since."""
    house, scope = call.house, call.request.scope
    if number >= _KEPT or not house.database.counts_editions:
        return _show(db, call, listing, after, keep=number < _KEPT)
    now = edition(db, listing.account_id)
    key = listing.account_id, now, scope["raw_path"], scope["query_string"], after
    return house.lists.part(key, lambda: _show(db, call, listing, after, keep=True))


def _show(db: Transaction, call: Call, listing: Listing, after: str, *, keep: bool) -> Part:
    found = listing.read(db, after, _AT_ONCE)
    render = call.house.views.render

    def view(one: Stored) -> bytes:
        return render(listing.surface, one, lambda: listing.show(one.record()), keep=keep)

    last = found[-1].character_id if len(found) == _AT_ONCE else None
    return Part(b",".join([view(one) for one in found]), last)
