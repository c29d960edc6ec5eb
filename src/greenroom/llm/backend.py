"""What every backend can do. A backend is one model at one place; it is used by many callers at once."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from greenroom.llm.model import Ask, Count, Piece


class Backend(Protocol):
    """A language model."""

    def stream(self, ask: Ask) -> AsyncGenerator[Piece, None]:
        """The reply: any number of `Text`, then exactly one `End`; what raises instead has not ended well.

        Use it within `contextlib.aclosing`: to close it, or to cancel whoever reads it, closes the connection, and
        thereby the backend stops. Nothing is asked before the first piece is. A request is only repeated while nothing
        of a reply has come, so that no reply is ever doubled.

        Raises:
            ModelUnreachable, ModelRefused, ModelBusy, ContextTooSmall: before any text.
            ModelFailed, ModelSlow: at any time; what has come until then is the beginning of a reply.
            BadValue: the backend names one of our parameters and doesn't like its value.
        """
        ...

    async def count(self, text: str) -> Count:
        """The tokens of a text; a message costs `tokens.PER_MESSAGE` more. Never raises: there is always an estimate.

        What was counted lately is remembered, so that only new texts cost a request.
        """
        ...

    async def window(self) -> int:
        """Tokens that prompt and reply may have together. Never raises: a setting stands where the backend is silent."""
        ...

    @property
    def window_is_guessed(self) -> bool:
        """Whether neither a setting nor the backend says what `window` gave last."""
        ...


class Embedder(Protocol):
    """A model that makes vectors of texts."""

    async def name(self) -> str:
        """What its vectors are kept under: those of two models can't be compared."""
        ...

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text, in their order, all of one length.

        Raises:
            ModelUnreachable, ModelRefused, ModelBusy, ModelFailed, ModelSlow: as `Backend.stream`.
        """
        ...


class Moderator(Protocol):
    """A model that judges texts."""

    async def name(self) -> str:
        """What it is called where it is told that it found something."""
        ...

    async def judge(self, text: str) -> frozenset[str]:
        """The categories, as it names them, in which a text is unfit; empty for one that is fit.

        Raises:
            ModelUnreachable, ModelRefused, ModelBusy, ModelFailed, ModelSlow: as `Backend.stream`.
        """
        ...
