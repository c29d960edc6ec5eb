"""Summaries: which messages want one, how a model is asked for it, and what is kept of its answer. All of it is pure."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from greenroom.conversations.model import Kind, Message, Recollection
from greenroom.conversations.prompt.fitting import ENVELOPE, Prompt
from greenroom.llm import model as llm
from greenroom.llm.tokens import PER_MESSAGE, estimate

LEFT_OUT = 12
"""Messages that prompts leave out before they are summarised."""

SAID = 6
"""Messages of a thread, both speakers', after which other threads are to remember it anew."""

LONGEST = 1200
"""Characters of what is kept."""

TOKENS = 256
"""Of an answer."""

_LINE = 1500
"""Characters that are told of one message."""

INSTRUCTIONS: Mapping[Kind, str] = {
    "summary": (
        "You keep the notes of a conversation between {char} and {user}. Sum up what is told below in at most 120 words, in "
        "the language of the conversation and in the third person: what happened, what each of them told of themselves, "
        "what was promised, and how they stand to one another. Keep names and numbers. Add nothing, and write nothing else."
    ),
    "memory": (
        "You keep the memory of {char}. Write down in at most 80 words, in the language of the conversation and in the third "
        "person, what {char} should still know of {user} when they meet again: who {user} is, what {user} likes, what they "
        "did together, and what was promised. Keep names and numbers. Add nothing, and write nothing else."
    ),
}
_EARLIER, _NEW = "What the notes say so far:\n{text}\n\nWhat was said since:\n", "What was said:\n"


class Names(NamedTuple):
    """How the two are called."""

    char: str
    user: str


class Request(NamedTuple):
    """What to ask a model, and the messages, in a row, that its answer will tell."""

    ask: llm.Ask
    told: tuple[Message, ...]


def left_out(prompt: Prompt, path: Sequence[Message]) -> list[Message]:
    """The oldest messages of a path that a prompt had no room for, without gaps; what is summarised already is none."""
    history = {one.section.source: one.kept for one in prompt.sections if one.section.name == "history"}
    told = [one for one in path if one.message_id in history]
    return [*takewhile(lambda one: not history[one.message_id], told)]


def said_as(speaker: str, path: Sequence[Message]) -> list[Message]:
    """What the user of a path said as this persona, and what was replied to that; a greeting is for who spoke first."""
    now = next((one.about.persona for one in path if one.speaker == "user"), speaker)
    found = []
    for one in path:
        now = one.about.persona if one.speaker == "user" else now
        found += [one] if now == speaker else []
    return found


def since(earlier: Recollection | None, path: Sequence[Message]) -> tuple[Recollection | None, list[Message]]:
    """What is remembered of this path, None where that is of another branch; and the messages that it doesn't tell."""
    for at, one in enumerate(path):
        if earlier and one.message_id == earlier.message_id:
            return earlier, [*path[at + 1 :]]
    return None, [*path]


def request(
    kind: Kind, names: Names, earlier: Recollection | None, messages: Sequence[Message], window: int
) -> Request | None:
    """What to ask for: as many of the messages as the window holds, and None where that is none.

    A summary tells the oldest of them, for the others are still to come; a memory the newest.
    """
    instruction = INSTRUCTIONS[kind].format(**names._asdict())
    head = _EARLIER.format(text=earlier.text) if earlier else _NEW
    room = window - TOKENS - ENVELOPE - 2 * PER_MESSAGE - _size(instruction) - _size(head)
    lines = [_line(one, names, max(0, room)) for one in messages]
    count = _fitting(lines if kind == "summary" else lines[::-1], room)
    if not count:
        return None
    chosen = slice(count) if kind == "summary" else slice(len(lines) - count, None)
    said = (
        llm.Message("system", instruction),
        llm.Message("user", head + "\n".join(lines[chosen])),
    )
    return Request(llm.Ask(said, llm.Parameters(max_tokens=TOKENS)), tuple(messages[chosen]))


def kept(answer: str) -> str:
    """What is kept of an answer: its beginning, up to the end of a sentence or a word where it is too long."""
    text = " ".join(answer.split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? ", "。"))
    return cut[: end + 1] if end > LONGEST // 2 else cut.rpartition(" ")[0] or cut


def _line(message: Message, names: Names, room: int) -> str:
    """One message as it is told; a long one leaves room for others, whatever its script."""
    speaker = names.char if message.speaker == "character" else names.user
    return f"{speaker}: {message.text[: min(_LINE, room * 3 // 8)]}"


def _fitting(lines: Sequence[str], room: int) -> int:
    """How many lines, from the first, fit."""
    for count, line in enumerate(lines):
        room -= _size(line) + 1
        if room < 0:
            return count
    return len(lines)


def _size(text: str) -> int:
    return estimate(text).tokens
