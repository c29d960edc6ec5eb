"""Deadlines of one reply, and what is said when they pass."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from greenroom.llm.patience import Patience
from greenroom.problems import ModelSlow

T = TypeVar("T")

_LAST_WORDS = 2.0
"""Seconds for what comes after the last token, as usage. The reply is whole without it."""


class Deadline:
    """Until when the next event has to come; it begins when the request does."""

    def __init__(self, model: str, patience: Patience) -> None:
        self._model = model
        self._patience = patience
        self._time = asyncio.get_running_loop().time
        self._end = self._time() + patience.whole
        self.ask()

    def ask(self) -> None:
        """The server is asked, perhaps once more; the first token has its time from now."""
        self._next = self._time() + self._patience.first_token
        self._why = f"no token within {self._patience.first_token:g} s"

    def token(self) -> None:
        """One has come; the next has its own time."""
        self._next = self._time() + self._patience.between_tokens
        self._why = f"no further token within {self._patience.between_tokens:g} s"

    def last_words(self) -> None:
        """All tokens have come."""
        self._next = self._time() + _LAST_WORDS

    async def wait(self, event: Awaitable[T]) -> T:
        """What comes.

        Raises:
            ModelSlow: nothing, in time.
        """
        whole = self._end < self._next
        try:
            async with asyncio.timeout_at(min(self._end, self._next)):
                return await event
        except TimeoutError:
            why = f"the reply is not whole after {self._patience.whole:g} s" if whole else self._why
            raise ModelSlow(self._model, why) from None
