"""Messages: sections as a model reads them, neighbours of one role made one."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Literal

from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Message

Roles = Literal["free", "strict"]
"""What a model's chat template takes: system messages anywhere, or one at the start and then user and assistant in turn."""

BETWEEN = "\n\n"
OPENING = "[The conversation begins.]"
"""What the user says before a character that speaks first, where the user must have the first word."""


def messages(sections: Iterable[Section], roles: Roles = "free") -> tuple[Message, ...]:
    """The messages of these sections. Strictly, a system text behind the start is said by the user, in brackets."""
    said = [Message(section.role, section.text) for section in sections if section.text]
    return tuple(_joined(_strictly(said) if roles == "strict" else said))


def _joined(said: Iterable[Message]) -> Iterator[Message]:
    for role, together in groupby(said, key=attrgetter("role")):
        yield Message(role, BETWEEN.join(message.text for message in together))


def _strictly(said: Iterable[Message]) -> Iterator[Message]:
    started = False
    for message in said:
        if message.role != "system":
            if not started and message.role == "assistant":
                yield Message("user", OPENING)
            started = True
            yield message
        elif started:
            yield Message("user", f"[{message.text}]")
        else:
            yield message
