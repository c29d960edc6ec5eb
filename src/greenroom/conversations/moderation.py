"""Moderation: a model that judges what a user said, and each portion of a reply before anybody reads it.

What it finds in a topic that the character leaves free is let through; the floor of `safety` holds nevertheless. Where the
model is out of reach, nothing is told: who wants a judge doesn't want to do without.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import NamedTuple

from greenroom.conversations.safety import SEXUAL, Policy
from greenroom.llm.backend import Moderator
from greenroom.llm.model import End, Piece, Text
from greenroom.problems import ModelRefused

FIRST = 200
"""Characters of the first portion; each later one is as long as half of what came before, so that a long reply is not
judged over and over."""

_LONGEST = 8_000
"""Characters that are judged at once: the newest."""

_TOPICS = {"sexual": SEXUAL, "violence": "violence", "violence/graphic": "violence"}
"""Categories of OpenAI's moderation that are topics of a character's safety. `sexual/minors` is none of them."""


class Watch(NamedTuple):
    """Who judges, what was said, and by which policy."""

    moderator: Moderator
    said: str
    rules: Policy

    async def unfit(self, text: str) -> str:
        """The categories in which a text is unfit, in words; empty where it is fit."""
        found = await self.moderator.judge(text[-_LONGEST:]) if text.strip() else frozenset[str]()
        return ", ".join(sorted(name for name in found if _TOPICS.get(name) not in self.rules.free))


async def moderated(pieces: AsyncGenerator[Piece, None], watch: Watch) -> AsyncGenerator[Piece, None]:
    """What of a reply is fit, in portions; once a portion is not, it ends.

    Raises:
        ModelRefused: what was said is unfit, or nothing of the reply is fit.
    """
    if why := await watch.unfit(watch.said):
        raise ModelRefused(await watch.moderator.name(), f"what was said is unfit here ({why}).")
    held: list[Text] = []
    judged, text = 0, ""
    async with aclosing(pieces):
        async for piece in pieces:
            if isinstance(piece, Text):
                held.append(piece)
                text += piece.text
            if isinstance(piece, Text) and len(text) - judged < max(FIRST, judged // 2):
                continue
            if len(text) > judged and (why := await watch.unfit(text)):
                break
            for one in held:
                yield one
            held.clear()
            judged = len(text)
            if isinstance(piece, End):
                yield piece
                return
    if not judged:
        raise ModelRefused(await watch.moderator.name(), f"what would be replied is unfit here ({why}).")
    yield End("content_filter")
