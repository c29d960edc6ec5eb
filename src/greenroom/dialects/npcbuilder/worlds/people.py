"""The characters of a world, read a part at a time so that a large world holds nobody up."""

from collections.abc import AsyncIterator

from greenroom.accounts.model import Caller
from greenroom.characters.model import Record
from greenroom.dialects.kit.call import Call
from greenroom.dialects.npcbuilder.addresses import World
from greenroom.dialects.npcbuilder.placement import placed
from greenroom.dialects.npcbuilder.translate import NAME, summary
from greenroom.dialects.npcbuilder.worlds.views import People

_AT_ONCE = 500


async def people_of(call: Call, who: Caller, world: World) -> People:
    """Everybody in a world, oldest first."""
    people = People([], {})
    async for record in _records(call, who, world):
        shown = summary(record, call.house.context)
        people.add(shown, *placed(record.character))
    return people


async def _records(call: Call, who: Caller, world: World) -> AsyncIterator[Record]:
    after, more = "", True
    while more:
        records = await call.scan(call.house.catalogue.oldest_in, who, NAME, world.name, _AT_ONCE, after)
        for stored in records:
            yield stored.record()
        more = len(records) == _AT_ONCE
        after = records[-1].character_id if records else after
