"""Whole lists of characters, for vendors who answer everything at once."""

from collections.abc import AsyncIterator, Callable
from typing import NamedTuple

from greenroom.characters import Transaction
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call

_AT_ONCE = 100

Read = Callable[[Transaction, str, int], list[Stored]]
"""Reads what comes after the character with this id, so many at most."""


class _Part(NamedTuple):
    """Some characters as they are shown, and after which one the next begin; None at the end."""

    views: bytes
    last: str | None


async def whole_list(
    call: Call, read: Read, view: Callable[[Stored], bytes], *, start: str
) -> AsyncIterator[bytes]:
    """`{"characters": [...]}`, read and shown a part at a time, so that its length costs no memory.

    What goes wrong with the first part is raised at once, while it can still be answered.
    """

    def part(db: Transaction, after: str) -> _Part:
        found = read(db, after, _AT_ONCE)
        last = found[-1].character_id if len(found) == _AT_ONCE else None
        return _Part(b",".join([view(one) for one in found]), last)

    return _parts(call, part, await call.scan(part, start))


async def _parts(call: Call, read: Callable[[Transaction, str], _Part], part: _Part) -> AsyncIterator[bytes]:
    yield b'{"characters":[' + part.views
    while part.last is not None:
        part = await call.scan(read, part.last)
        if part.views:
            yield b"," + part.views
    yield b"]}"
