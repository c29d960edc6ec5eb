"""The life of a process: what it does beside answering, from its beginning to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress

from greenroom.dialects.kit.house import House
from greenroom.housekeeping import keep_house
from greenroom.http.company import Company
from greenroom.http.metrics import Metrics
from greenroom.http.request_log import RequestLog

_TELLING = 1.0
"""Seconds between two moments at which the company sees what this process has counted."""

End = Callable[[], Awaitable[None]]


async def live(
    house: House,
    log: RequestLog | None = None,
    metrics: Metrics | None = None,
    company: Company | None = None,
) -> End:
    """Begin to work; gives what ends it. Work beside requests is done where the setting `background` says so."""
    tasks: list[asyncio.Task[None]] = []
    loop = asyncio.get_running_loop()
    if house.settings["background"]:
        house.worker.start()
        house.mover.start()
        if company is None or company.first:
            tasks.append(loop.create_task(_keep_house(house)))
    if company and metrics:
        tasks.append(loop.create_task(_tell(company, metrics)))

    async def end() -> None:
        async with AsyncExitStack() as ending:  # each step is taken, whatever becomes of those before it
            if log:
                ending.callback(log.close)
            ending.push_async_callback(house.database.close)
            ending.push_async_callback(house.models.close)
            ending.push_async_callback(house.prompter.close)
            ending.push_async_callback(house.worker.stop)
            ending.push_async_callback(house.mover.stop)
            ending.push_async_callback(house.replies.close)
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    return end


async def _keep_house(house: House) -> None:
    days = house.settings["guest_days"]
    await keep_house(house.database, house.media, guest_days=days, archives=house.archives)


async def _tell(company: Company, metrics: Metrics) -> None:
    while True:
        with suppress(OSError):  # a full disk ends no server
            company.write(metrics.counts())
        await asyncio.sleep(_TELLING)
