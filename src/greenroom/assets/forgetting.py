"""Bytes of pictures whose rows are gone, deleted at once."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from greenroom.assets.media import Media
from greenroom.assets.store import is_kept
from greenroom.database.database import Database
from greenroom.problems import Problem


async def forget(database: Database, media: Media, account_id: str, asset_ids: Iterable[str]) -> None:
    """Delete the bytes of pictures that nobody of the account uses any more, after the commit that dropped their rows.

    Who keeps the same picture meanwhile may have put it before these bytes went, so they are put back where a row speaks
    of them again. For that they are read first; where they are not there somebody else took them, who does the same, and
    what is there later was put by who keeps it. What fails here is swept up later.
    """
    for asset_id in asset_ids:
        with suppress(Problem):
            data = await asyncio.to_thread(media.get, asset_id)
            if data is None:
                continue
            await asyncio.to_thread(partial(media.delete, asset_id, young=0))
            if await database.read(is_kept, account_id, asset_id):
                await asyncio.to_thread(media.put, asset_id, data)
