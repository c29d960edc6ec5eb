"""Roles as chat templates take them: who may speak when, and what is done with whoever else speaks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Literal

from greenroom.llm.model import Message

Form = Literal["any", "strict", "merged"]
"""System messages anywhere; or one at the start, and then user and assistant in turn; or none, in front of the user's words."""

FORMS: tuple[Form, ...] = ("any", "strict", "merged")
"""From what says most to what every template takes."""

BETWEEN = "\n\n"
OPENING = "[The conversation begins.]"
"""What the user says before a character that speaks first, where the user must have the first word."""

_REFUSAL = re.compile(r"alternat|\broles?\b|system (message|prompt)|template|jinja", re.IGNORECASE)


def is_refusal_of_roles(said: str) -> bool:
    """Whether what a server says sounds as if its template didn't like who speaks when."""
    return _REFUSAL.search(said) is not None


def formed(messages: Sequence[Message], form: Form) -> tuple[Message, ...]:
    """The messages in a form, neighbours of one role made one. A system text behind the start is said in brackets."""
    if form == "any":
        return joined(messages)
    strict = joined(_strictly(messages))
    if form == "strict" or not strict or strict[0].role != "system":
        return strict
    return joined([Message("user", strict[0].text), *strict[1:]])


def joined(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Neighbours of one role made one."""
    return tuple(
        Message(role, BETWEEN.join(message.text for message in together))
        for role, together in groupby(messages, key=attrgetter("role"))
    )


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
