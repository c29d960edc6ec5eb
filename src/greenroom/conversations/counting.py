"""Counting: the tokens of a draft's texts, by estimate where that will do, and else by few requests to the model's server."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.fitting import ENVELOPE, going
from greenroom.conversations.prompt.section import Section
from greenroom.llm.backend import Backend
from greenroom.llm.tokens import PER_MESSAGE, estimate

MOST_ALONE = 16
"""Texts that are counted one by one; more are counted in groups, and each has its share of its group."""

_GROUPS = 16
"""Parts of a window that is full of text; a group begins with each."""

_LONG = 8
"""Characters that a token hardly ever is more than. What is beyond a window by this measure never gets into it."""

_BETWEEN = "\n\n"


class Text(NamedTuple):
    """A text and its estimated tokens."""

    text: str
    tokens: int


async def counted(draft: Draft, backend: Backend, window: int) -> tuple[Callable[[str], int], bool]:
    """Sizes of all texts of a draft, and whether they are exact: estimates, which are rather too large, where all fits."""
    sizes = {one.text: estimate(one.text).tokens for one in draft.sections}
    whole = sum(sizes[one.text] + PER_MESSAGE for one in draft.sections) + draft.reserve + ENVELOPE
    if whole <= window:
        return sizes.__getitem__, False
    groups = _groups(draft.sections, _wanted(draft, window), sizes, max(1, window // _GROUPS))
    counts = await asyncio.gather(
        *(backend.count(_BETWEEN.join(one.text for one in group)) for group in groups)
    )
    for group, count in zip(groups, counts, strict=True):
        if count.exact:
            sizes |= _shares(group, count.tokens)
    return sizes.__getitem__, all(count.exact for count in counts)


def _wanted(draft: Draft, window: int) -> set[str]:
    """The texts that may get into the window: of those that go first, the last to go."""
    room = window * _LONG - sum(len(one.text) for one in draft.sections if one.keep == "always")
    out = set[int]()
    for at in reversed(going(draft.sections)):
        room -= len(draft.sections[at].text)
        if room < 0:
            out.add(at)
    return {one.text for at, one in enumerate(draft.sections) if at not in out}


def _groups(
    sections: Sequence[Section], wanted: set[str], sizes: Mapping[str, int], size: int
) -> list[list[Text]]:
    """Neighbours, where they are many. Groups begin at the same turns when others follow, so that old ones are known."""
    if len(wanted) <= MOST_ALONE:
        return [[Text(text, sizes[text])] for text in sorted(wanted)]
    before = Counter[bool]()
    groups: dict[tuple[bool, int], list[Text]] = {}
    for one in sections:
        said = one.name == "history"
        groups.setdefault((said, before[said] // size), []).append(Text(one.text, sizes[one.text]))
        before[said] += sizes[one.text]
    return [group for group in groups.values() if any(one.text in wanted for one in group)]


def _shares(group: Sequence[Text], tokens: int) -> dict[str, int]:
    whole = sum(one.tokens for one in group) or 1
    return {one.text: -(-tokens * one.tokens // whole) for one in group}
