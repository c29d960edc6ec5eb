"""Moderation: a model that judges what was said, and each portion of a reply before anybody reads it.

All of a conversation that goes to the model is judged, each text once as long as the server remembers it as fit. What is
found in a topic that the character leaves free is let through; the floor of `safety` holds nevertheless. Where the judge is
out of reach, nothing is told: who wants a judge doesn't want to do without.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from hashlib import blake2b
from typing import NamedTuple

from greenroom.conversations.safety import SEXUAL, Policy
from greenroom.llm.backend import Moderator
from greenroom.llm.model import End, Piece, Text
from greenroom.problems import BadValue, ModelRefused

FIRST = 200
"""Characters of the first portion; each later one is as long as half of what came before, so that a long reply is not
judged over and over."""

BLOCK = 8_000
"""Characters that are judged at once."""

_SHARED = 200
"""Characters that a block has from the one before, so that nothing stands only on the seam of two."""

_REMEMBERED = 20_000
"""Texts that are known to be fit."""

_TOPICS = {"sexual": SEXUAL, "violence": "violence", "violence/graphic": "violence"}
"""Categories of OpenAI's moderation that are topics of a character's safety. `sexual/minors` is none of them."""


class Judge:
    """A moderator, and which texts it found nothing in."""

    def __init__(self, moderator: Moderator) -> None:
        self.moderator = moderator
        self._clean: OrderedDict[bytes, None] = OrderedDict()

    async def found(self, texts: Iterable[str]) -> frozenset[str]:
        """The categories in which any of these texts is unfit; short ones are judged together."""
        new = {
            digest: text for text in texts if text.strip() and (digest := _digest(text)) not in self._clean
        }
        found = await asyncio.gather(*(self.moderator.judge(block) for block in _blocks(new.values())))
        if not any(found):
            self._clean |= dict.fromkeys(new)
            while len(self._clean) > _REMEMBERED:
                self._clean.popitem(last=False)
        return frozenset[str]().union(*found)


class Watch(NamedTuple):
    """Who judges, what was said so far and by whomever, and by which policy."""

    judge: Judge
    said: tuple[str, ...]
    rules: Policy

    async def unfit(self, texts: Iterable[str]) -> str:
        """The categories in which texts are unfit, in words; empty where they are fit."""
        found = await self.judge.found(texts)
        return ", ".join(sorted(name for name in found if _TOPICS.get(name) not in self.rules.free))


async def moderated(pieces: AsyncGenerator[Piece, None], watch: Watch) -> AsyncGenerator[Piece, None]:
    """What of a reply is fit, in portions; once a portion is not, it ends.

    Raises:
        BadValue: something that was said is unfit.
        ModelRefused: nothing of the reply is fit.
    """
    if why := await watch.unfit(watch.said):
        raise BadValue("text", f"is unfit here, or something that was said before is ({why})")
    held: list[Text] = []
    judged, text = 0, ""
    async with aclosing(pieces):
        async for piece in pieces:
            if isinstance(piece, Text):
                held.append(piece)
                text += piece.text
            if isinstance(piece, Text) and len(text) - judged < max(FIRST, judged // 2):
                continue
            if len(text) > judged and (why := await watch.unfit([text[max(0, judged - _SHARED) :]])):
                break
            for one in held:
                yield one
            held.clear()
            judged = len(text)
            if isinstance(piece, End):
                yield piece
                return
    if not judged:
        name = await watch.judge.moderator.name()
        raise ModelRefused(name, f"what would be replied is unfit here ({why}).")
    yield End("content_filter")


def _blocks(texts: Iterable[str]) -> list[str]:
    """Texts in as few blocks as they fit in, what is longer in several."""
    blocks, last = [], ""
    for text in texts:
        for at in range(0, len(text), BLOCK - _SHARED):
            part = text[at : at + BLOCK]
            if len(last) + len(part) + 1 > BLOCK:
                blocks.append(last)
                last = part
            else:
                last = f"{last}\n{part}" if last else part
    return [block for block in (*blocks, last) if block]


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
