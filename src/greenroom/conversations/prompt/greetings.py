"""Greetings: what a character says first, told in a conversation."""

from greenroom.characters.model import Character
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.voices import Voices
from greenroom.conversations.safety import policy


def greetings(character: Character) -> tuple[str, ...]:
    """Its greetings, macros not replaced: the first and its alternates; empty where there is none.

    A first one that is blank is none: some APIs have no other way to say so. Those for groups are not among them, since a
    conversation is one user's with one character.
    """
    first = character.greetings.first
    return (*((first,) if first and first.strip() else ()), *character.greetings.alternates)


def versions(materials: Materials, chosen: int) -> dict[int, str]:
    """As many of them as a conversation keeps, as they are told, by their numbers: the one that was `chosen`, and the first.

    Where macros make them long, or there are very many, some are left out; a conversation can be begun with each of them.
    Nor is one kept in which nothing is told; where that was chosen, a conversation begins with nothing.
    """
    voices, found, told = Voices(materials), greetings(materials.character), dict[int, str]()
    left = MOST_TEXT
    for number in sorted(range(len(found)), key=lambda number: (number != chosen, number)):
        if len(told) == MOST_VERSIONS or (told and len(found[number]) > left):
            break
        text = _told(materials, found[number], voices)
        left -= len(text)
        if told and left < 0:
            break
        if text.strip():
            told[number] = text
        elif number == chosen:
            return {}
    return dict(sorted(told.items()))


def _told(materials: Materials, text: str, voices: Voices) -> str:
    """Nobody's model said it, and the same policy holds."""
    return policy(materials.character).told(voices.expand(text))


MOST_VERSIONS = 100
"""Greetings that a conversation keeps as versions of its first message."""

MOST_TEXT = 1 << 18
"""Characters of all of them, but for the one that was chosen."""

GENERATE = "[{{user}} has just come in. Write the first thing that {{char}} says and does.]"
"""What a model is asked where a character without a greeting is to speak first; see `assemble`."""
