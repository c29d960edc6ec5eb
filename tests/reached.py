"""Waiting on an event loop for something that comes in its own time; a machine that stands still only makes it later."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from inspect import isawaitable

LATEST = 60
"""Seconds."""


async def reached(is_so: Callable[[], bool | Awaitable[bool]], seconds: float = LATEST) -> None:
    """Return once something is so; fails where it is not in time."""
    deadline = time.monotonic() + seconds
    while not (await so if isawaitable(so := is_so()) else so):
        assert time.monotonic() < deadline, "it was not so in time"
        await asyncio.sleep(0.005)
