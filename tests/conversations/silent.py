"""A backend that nobody should ask."""

from collections.abc import AsyncGenerator

from greenroom.llm.model import Ask, Count, Piece


class Silent:
    """Fails whoever asks it for a reply."""

    def stream(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        raise AssertionError(ask)

    async def count(self, text: str) -> Count:
        raise AssertionError(text)

    async def window(self) -> int:
        raise AssertionError

    @property
    def window_is_guessed(self) -> bool:
        raise AssertionError
