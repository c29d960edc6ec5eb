"""Whole lists of characters, for vendors who answer everything at once."""

from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call

_AT_ONCE = 100
_KEPT = 10
"""Of so many parts the rendered views are kept; those of a longer list would push each other out before they serve."""

Read = Callable[[Transaction, str, int], list[Stored]]
"""Reads what comes after the character with this id, so many at most."""


class Listing(NamedTuple):
    """A list: as which surface's views its items are kept, how they are read and shown, and after which id it starts."""

    surface: str
    read: Read
    show: Callable[[Record], Any]
    start: str = ""


class _Part(NamedTuple):
    """Some characters as they are shown, and after which one the next begin; None at the end."""

    views: bytes
    last: str | None


async def whole_list(call: Call, listing: Listing) -> AsyncIterator[bytes]:
    """`{"characters": [...]}`, read and shown a part at a time, so that its length costs no memory.

    What goes wrong with the first part is raised at once, while it can still be answered.
    """
    return _parts(call, listing, await call.scan(_read, call, listing, listing.start, 0))


async def _parts(call: Call, listing: Listing, part: _Part) -> AsyncIterator[bytes]:
    yield b'{"characters":[' + part.views
    number = 1
    while part.last is not None:
        part = await call.scan(_read, call, listing, part.last, number)
        number += 1
        if part.views:
            yield b"," + part.views
    yield b"]}"


def _read(db: Transaction, call: Call, listing: Listing, after: str, number: int) -> _Part:
    found = listing.read(db, after, _AT_ONCE)
    render = call.house.views.render

    def view(one: Stored) -> bytes:
        return render(listing.surface, one, lambda: listing.show(one.record()), keep=number < _KEPT)

    last = found[-1].character_id if len(found) == _AT_ONCE else None
    return _Part(b",".join([view(one) for one in found]), last)
