"""What is told of a reply while a model makes it: past the filter, and within bounds."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from greenroom.conversations.model import Made
from greenroom.conversations.moderation import moderated
from greenroom.conversations.prompt.goals import Reaction
from greenroom.conversations.prompting import Prepared
from greenroom.conversations.safety import Policy
from greenroom.llm.model import End, Finish, Piece, Text, Usage
from greenroom.problems import EmptyReply, Problem

LONGEST = 64 * 1024
"""Characters of a reply; a model that doesn't end is ended there."""

_SILENT = "the language model answered with nothing"
_FILTERED = "the filter of this character ended it at its first word"


_AT_ONCE = 1000


class Telling:
    """What has been told of one reply, piece by piece to `tell`, and what is known about it."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._told: list[str] = []
        self._length = 0
        self._filter = Policy(()).filter()
        self._end: End | None = None
        self._alias = ""
        self._reaction = Reaction()
        self._known = 0

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

    def begin(self, rules: Policy, prepared: Prepared, before: str = "") -> None:
        """From now on this policy holds. What was said `before` of a message that is gone on with counts for it, too."""
        self._filter, self._alias, self._reaction = rules.filter(), prepared.alias, prepared.reaction
        self._known = len(before) - len(self._filter.feed(before))  # what it holds back was told already

    async def begun(self, rules: Policy, prepared: Prepared, before: str = "") -> None:
        """As `begin`, in a thread where that may take long: of long lists of words, or after much text."""
        if rules.filters or len(before) > _AT_ONCE:
            await asyncio.to_thread(self.begin, rules, prepared, before)
        else:
            self.begin(rules, prepared, before)

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
            signals=self._reaction.client_triggers,
            emotions=self._reaction.emotions,
            goals=self._reaction.goals,
        )

    def nothing(self) -> EmptyReply:
        """Why nothing came of a reply that has ended well."""
        return EmptyReply(_FILTERED if self._filter.ended else _SILENT)

    def _add(self, text: str) -> None:
        self._known, text = max(0, self._known - len(text)), text[self._known :]
        text = text[: LONGEST - self._length]
        if text:
            self._told.append(text)
            self._length += len(text)
            self._tell(text)


def pieces_of(prepared: Prepared) -> AsyncGenerator[Piece, None]:
    """What the model says, or the line that the character's goals give, for which none is needed; judged, where it is."""
    pieces = _pieces(prepared)
    return moderated(pieces, prepared.watch) if prepared.watch else pieces


async def _pieces(prepared: Prepared) -> AsyncGenerator[Piece, None]:
    if prepared.reaction.verbatim:
        yield Text("\n".join(prepared.reaction.verbatim))
        yield End("stop")
        return
    async with aclosing(prepared.backend.stream(prepared.prompt.ask)) as pieces:
        async for piece in pieces:
            yield piece
