"""Housekeeping: once an hour, removing what has outlived its promise."""

import asyncio
import logging
import time

from greenroom.accounts import audit, buckets, idempotency, tickets
from greenroom.accounts.sessions.store import forget_ended
from greenroom.assets.archives import Archives
from greenroom.assets.media import Media
from greenroom.assets.sweep import sweep
from greenroom.characters.farewell import forget_guests
from greenroom.conversations import ledger, outcomes
from greenroom.conversations.store import forget_followed
from greenroom.database import Database
from greenroom.kit.clock import DAY, SECOND
from greenroom.operations.worker import forget_old

HOUR = 3600.0
GUEST_DAYS = 30
_log = logging.getLogger(__name__)


async def keep_house(
    database: Database,
    media: Media,
    every: float = HOUR,
    guest_days: int = GUEST_DAYS,
    *,
    archives: Archives | None = None,
) -> None:
    """Forget old answers, operations, archives and guests, and sweep up pictures of nobody, every so many seconds.

    It goes on until it is cancelled. `archives` are those of accounts, kept for a day.
    """
    while True:
        await asyncio.sleep(every)
        done = await asyncio.gather(
            database.write(idempotency.forget_old),
            database.write(forget_old),
            database.write(forget_ended),
            database.write(audit.forget_old),
            database.write(tickets.forget_old),
            database.write(buckets.forget_old),
            database.write(ledger.forget_old),
            database.write(outcomes.forget_old),
            database.write(forget_followed),
            forget_guests(database, media, guest_days),
            sweep(database, media),
            _forget_archives(archives),
            return_exceptions=True,  # what breaks is told, and neither ends the others nor the next round
        )
        for outcome in done:
            if isinstance(outcome, Exception):
                _log.warning("housekeeping failed; it will be tried again", exc_info=outcome)


async def _forget_archives(archives: Archives | None) -> None:
    if archives:
        await asyncio.to_thread(archives.forget_old, time.time() - DAY / SECOND)
