"""The model that stands where none is configured: it counts and has a window, and answers nothing."""

from collections.abc import AsyncGenerator, Iterable

from greenroom.llm.model import Ask, Count, Piece
from greenroom.llm.tokens import estimate
from greenroom.problems import ModelMissing

WINDOW = 8192
"""Tokens; what many small models have."""


class Absent:
    """A backend, so that all but a reply can be made without one."""

    async def stream(self, _ask: Ask) -> AsyncGenerator[Piece, None]:
        """Raise ModelMissing, as soon as a piece is asked for."""
        for piece in _pieces():
            yield piece

    async def count(self, text: str) -> Count:
        """An estimate."""
        return estimate(text)

    async def window(self) -> int:
        """As many as a small model has."""
        return WINDOW

    @property
    def window_is_guessed(self) -> bool:
        """It is."""
        return True


def _pieces() -> Iterable[Piece]:
    raise ModelMissing
