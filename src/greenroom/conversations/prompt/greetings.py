"""Greetings: what a character says first, told in a conversation."""

from greenroom.characters.model import Character
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.voices import Voices


def greetings(character: Character) -> tuple[str, ...]:
    """Its greetings, macros not replaced: the first and its alternates; empty where there is none.

    Those for groups are not among them, since a conversation is one user's with one character.
    """
    first = character.greetings.first
    return (*(() if first is None else (first,)), *character.greetings.alternates)


def greeting(materials: Materials, number: int = 0) -> str | None:
    """One of them as it is told, to be kept so; None where there is none of that number."""
    found = greetings(materials.character)
    return Voices(materials).expand(found[number]) if 0 <= number < len(found) else None


GENERATE = "[{{user}} has just come in. Write the first thing that {{char}} says and does.]"
"""What a model is asked where a character without a greeting is to speak first; see `assemble`."""
