"""Whole lists of characters, for vendors who answer everything at once."""

from collections.abc import AsyncIterator, Callable

from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call

_AT_ONCE = 500

Part = Callable[[Transaction, str, int], list[Record]]
"""Reads what comes after the character with this id, so many at most."""


async def whole_list(
    call: Call, part: Part, view: Callable[[Record], bytes], *, start: str
) -> AsyncIterator[bytes]:
    """`{"characters": [...]}`, read and shown a part at a time, so that its length costs no memory.

    What goes wrong with the first part is raised at once, while it can still be answered.
    """
    return _parts(call, part, view, await call.scan(part, start, _AT_ONCE))


async def _parts(
    call: Call, part: Part, view: Callable[[Record], bytes], records: list[Record]
) -> AsyncIterator[bytes]:
    yield b'{"characters":['
    comma = b""
    while records:
        yield comma + b",".join(view(record) for record in records)
        comma = b","
        last, more = records[-1].character_id, len(records) == _AT_ONCE
        records = await call.scan(part, last, _AT_ONCE) if more else []
    yield b"]}"
