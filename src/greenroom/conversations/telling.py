"""What is told of a reply while a model makes it: past the filter, and within bounds."""

from collections.abc import Callable

from greenroom.conversations.model import Made
from greenroom.conversations.safety import Policy
from greenroom.llm.model import End, Finish, Piece, Text, Usage
from greenroom.problems import Problem

LONGEST = 64 * 1024
"""Characters of a reply; a model that doesn't end is ended there."""


class Telling:
    """What has been told of one reply, piece by piece to `tell`, and what is known about it."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._told: list[str] = []
        self._length = 0
        self._filter = Policy(()).filter()
        self._end: End | None = None
        self._alias = ""

    @property
    def text(self) -> str:
        """All that came, the rest that the filter held back included."""
        self._add(self._filter.finish())
        return "".join(self._told)

    @property
    def full(self) -> bool:
        """Whether nothing more may come: it is long enough, or met a word that ends it."""
        return self._length >= LONGEST or self._filter.ended

    @property
    def finish_reason(self) -> Finish | None:
        """Why it ended; None where it hasn't."""
        if self._filter.ended:
            return "content_filter"
        if self._length >= LONGEST:
            return "length"
        return self._end.finish_reason if self._end else None

    @property
    def usage(self) -> Usage | None:
        """Its tokens, where the model ended by itself and counts."""
        return self._end.usage if self._end else None

    def begin(self, rules: Policy, alias: str) -> None:
        """From now on this policy holds."""
        self._filter, self._alias = rules.filter(), alias

    def take(self, piece: Piece) -> None:
        """Another piece of the model's: text, or how it ended."""
        match piece:
            case Text(text=text):
                self._add(self._filter.feed(text))
            case End():
                self._end = piece

    def about(self, problem: Problem | None, triggers: tuple[str, ...] = ()) -> Made:
        """How the message came to be."""
        usage = self.usage
        return Made(
            model=self._alias,
            finish_reason=self.finish_reason or "",
            prompt_tokens=usage.prompt_tokens if usage else None,
            completion_tokens=usage.completion_tokens if usage else None,
            error=type(problem).__name__ if problem else "",
            why=str(problem) if problem else "",
            triggers=triggers,
        )

    def _add(self, text: str) -> None:
        text = text[: LONGEST - self._length]
        if text:
            self._told.append(text)
            self._length += len(text)
            self._tell(text)
