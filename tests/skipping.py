"""An event loop whose clock is put forward at a test's word: what takes minutes is over at once, and in its order."""

import asyncio

_ROUNDS = 20
"""Of the loop: what was due has happened by then, and what followed from it."""


class SkippingLoop(asyncio.SelectorEventLoop):
    """One that goes on like any other, but for `skip`. Bounds of a minute and more leave a slow machine its time."""

    _skipped = 0.0

    def time(self) -> float:
        """Seconds, those that were skipped included."""
        return super().time() + self._skipped

    async def skip(self, seconds: float) -> None:
        """Let so many seconds have passed, and do what is due then."""
        self._skipped += seconds
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
