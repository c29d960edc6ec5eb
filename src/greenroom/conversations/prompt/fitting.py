"""Making a prompt of a draft: within the window, or not at all."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from greenroom.conversations.prompt.draft import Draft
from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Ask

Roles = Literal["free", "strict"]
"""What a model's chat template takes: system messages anywhere, or one at the start and then user and assistant in turn."""


class Counted(Struct, frozen=True):
    """A section with its size in tokens, and whether it is in the prompt."""

    section: Section
    tokens: int
    kept: bool


class Prompt(Struct, frozen=True):
    """What a model is asked. `tokens` is the size of all that is kept, with what stands around messages."""

    sections: tuple[Counted, ...]
    ask: Ask
    model: str
    tokens: int
    window: int
    reserve: int


def texts_to_count(draft: Draft) -> tuple[str, ...]:
    """The texts that `fit` will ask the sizes of, each once; for whoever can only count them beforehand."""
    return tuple(dict.fromkeys(section.text for section in draft.sections))


def fit(
    draft: Draft,
    count: Callable[[str], int],
    window: int,
    reserve: int | None = None,
    roles: Roles = "free",
) -> Prompt:
    """The prompt with as many of the sections as the window holds beside the reply.

    Raises:
        ContextTooSmall: what must not be left out is longer; with the sizes of all sections.
    """
    raise NotImplementedError
