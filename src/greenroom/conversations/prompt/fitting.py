"""Making a prompt of a draft: within the window, or not at all."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.messages import messages
from greenroom.conversations.prompt.section import Keep, Section
from greenroom.llm.model import Ask
from greenroom.llm.tokens import PER_MESSAGE
from greenroom.problems import ContextTooSmall, Sizes

ENVELOPE = 3 * PER_MESSAGE
"""Tokens of what a chat template, or a strict order of roles, adds once to a whole prompt."""

GUESSED = " (a guess, since its server doesn't tell: the setting model_windows says it, as default=32768)"
"""What is told of a window that nobody knows."""

_FIRST_TO_GO: tuple[Keep, ...] = ("spare", "examples", "history", "retrieved")
_FROM_THE_END: tuple[Keep, ...] = ("spare", "examples", "retrieved")


class Counted(Struct, frozen=True):
    """A section with its size in tokens, what stands around a message included, and whether it is in the prompt."""

    section: Section
    tokens: int
    kept: bool


class Prompt(Struct, frozen=True):
    """What a model is asked. `tokens` is the size of all that is kept, rather too large than too small."""

    sections: tuple[Counted, ...]
    ask: Ask
    model: str
    tokens: int
    window: int
    reserve: int


def fit(
    draft: Draft,
    count: Callable[[str], int],
    window: int,
    reserve: int | None = None,
    *,
    guessed: bool = False,
) -> Prompt:
    """The prompt with as many of the sections as the window holds beside the reply; `reserve` says how long that may be.

    Raises:
        ContextTooSmall: what must not be left out is longer; with the sizes of the sections that must stay.
    """
    room = draft.reserve if reserve is None else reserve
    sizes = [count(section.text) + PER_MESSAGE for section in draft.sections]
    kept = _kept(draft.sections, sizes, window - room - ENVELOPE)
    if kept is None:
        raise ContextTooSmall(window, _unmovable(draft.sections, sizes, room), GUESSED if guessed else "")
    counted = tuple(map(Counted, draft.sections, sizes, kept))
    ask = Ask(messages(one.section for one in counted if one.kept), draft.parameters)
    tokens = ENVELOPE + sum(one.tokens for one in counted if one.kept)
    return Prompt(counted, ask, draft.model, tokens, window, room)


def _kept(sections: Sequence[Section], sizes: Sequence[int], room: int) -> list[bool] | None:
    """For each section whether it stays; None where what must stay is too long."""
    total, kept = sum(sizes), [True] * len(sections)
    for at in going(sections):
        if total <= room:
            break
        kept[at] = False
        total -= sizes[at]
    return kept if total <= room else None


def going(sections: Sequence[Section]) -> list[int]:
    """The places of those that may be left out, in the order in which they go."""
    order: list[int] = []
    for keep in _FIRST_TO_GO:
        places = [at for at, section in enumerate(sections) if section.keep == keep]
        order += reversed(places) if keep in _FROM_THE_END else places
    return order


def _unmovable(sections: Sequence[Section], sizes: Sequence[int], reserve: int) -> Sizes:
    found = Sizes()
    for section, size in zip(sections, sizes, strict=True):
        if section.keep == "always":
            found[section.name] = found.get(section.name, 0) + size
    return Sizes({**found, "template": ENVELOPE, "reply": reserve})
