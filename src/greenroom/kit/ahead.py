"""Reading ahead: a source is read as quickly as it gives, whoever is slow to take it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TypeVar

T = TypeVar("T")


async def ahead(source: AsyncGenerator[T, None], patience: float) -> AsyncGenerator[T | None, None]:
    """What a source gives, and None whenever nothing came for `patience` seconds; raises what the source does.

    To close this closes the source, whatever it waits for. What was not taken yet is kept, without a bound.
    """
    kept: asyncio.Queue[tuple[T] | None] = asyncio.Queue()
    reading = asyncio.get_running_loop().create_task(_read(source, kept))
    reading.add_done_callback(lambda _: kept.put_nowait(None))
    try:
        while True:
            try:
                found = await asyncio.wait_for(kept.get(), patience)
            except TimeoutError:
                yield None
                continue
            if found is None:
                reading.result()
                return
            yield found[0]
    finally:
        reading.cancel()
        await asyncio.wait([reading])
        if not reading.cancelled():
            reading.exception()  # which somebody has heard of, or nobody wants to any more


async def _read(source: AsyncGenerator[T, None], kept: "asyncio.Queue[tuple[T] | None]") -> None:
    async with aclosing(source):
        async for item in source:
            kept.put_nowait((item,))
