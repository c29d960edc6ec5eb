"""Housekeeping: once an hour, removing what has outlived its promise."""

import asyncio
import logging

from greenroom.accounts import idempotency
from greenroom.assets.media import Media
from greenroom.assets.sweep import sweep
from greenroom.database import Database
from greenroom.operations.worker import forget_old
from greenroom.problems import Problem

HOUR = 3600.0
_log = logging.getLogger(__name__)


async def keep_house(database: Database, media: Media, every: float = HOUR) -> None:
    """Forget old answers and operations, and sweep up pictures of nobody, every so many seconds until cancelled."""
    while True:
        await asyncio.sleep(every)
        try:
            await database.write(idempotency.forget_old)
            await database.write(forget_old)
            await sweep(database, media)
        except Problem:
            _log.warning("housekeeping failed; it will be tried again")
