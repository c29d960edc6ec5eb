"""Bytes that no row speaks of: of transactions that failed after the put, or crashed before the deletion."""

import asyncio
from collections.abc import Iterator
from itertools import islice

from greenroom.assets.media import Media
from greenroom.assets.store import known
from greenroom.database.database import Database
from greenroom.kit.clock import MINUTE

IDLE = 60 * MINUTE
_BATCH = 10_000


async def sweep(database: Database, media: Media, *, idle: int = IDLE) -> int:
    """Delete what was put longer than `idle` microseconds ago and is nobody's; how many those were.

    Looks at every file and every row once or more, so run it daily or so. Nothing that is in use can be lost: what is
    put again while this runs is young, and spared.
    """
    count = 0
    ids = media.idle(idle)
    while batch := await asyncio.to_thread(_next, ids):
        orphans = set(batch) - await database.scan(known, batch)
        count += await asyncio.to_thread(_delete, media, orphans, idle)
    return count


def _next(ids: Iterator[str]) -> list[str]:
    return list(islice(ids, _BATCH))


def _delete(media: Media, asset_ids: set[str], idle: int) -> int:
    return sum(media.delete(asset_id, young=idle) for asset_id in asset_ids)
