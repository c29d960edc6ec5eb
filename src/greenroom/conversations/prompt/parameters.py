"""Request parameters: what of a character is said to the model beside the prompt."""

from collections.abc import Mapping

from msgspec.structs import asdict, replace

from greenroom.characters.model import Character
from greenroom.conversations.prompt import defaults
from greenroom.llm.model import Parameters

LENGTHS: Mapping[str, int] = {"very_short": 96, "short": 192, "medium": 384, "long": 768, "very_long": 1536}
"""Tokens of a reply by `style.response_length`; room to spare, for the prompt says how long it should be."""

VERBOSITIES = (128, 256, 512, 1024, 2048)
"""The same by `engine.verbosity`, 0 to 4."""

REASONING_ROOM: Mapping[str, int] = {"minimal": 256, "low": 1024, "medium": 2048, "high": 4096}
"""Tokens for thinking before the reply, by `engine.reasoning`; they count as tokens of the reply."""


def reserve(character: Character) -> int:
    """The tokens that a reply may have: where both are said, as the style says, which is the more exact of the two."""
    room = REASONING_ROOM.get(character.engine.reasoning, 0)
    if said := LENGTHS.get(character.style.response_length):
        return room + said
    verbosity = character.engine.verbosity
    if verbosity is None:
        return room + defaults.RESERVE
    return room + VERBOSITIES[min(max(verbosity, 0), len(VERBOSITIES) - 1)]


def parameters(character: Character) -> Parameters:
    """How to sample for this character. `auto` reasoning leaves it to the model."""
    level = character.engine.reasoning
    return Parameters(
        temperature=character.engine.temperature,
        max_tokens=reserve(character),
        reasoning_effort=None if level in ("", "auto") else level,
    )


def overlaid(own: Parameters, said: Parameters) -> Parameters:
    """What a client says, and where it says nothing, what the character does."""
    unsaid = asdict(Parameters())
    return replace(own, **{name: value for name, value in asdict(said).items() if value != unsaid[name]})


def more_room(own: Parameters, said: Parameters) -> int:
    """Tokens for thinking that a client asks for, beyond those that the character has room for; it may be below 0."""
    if said.reasoning_effort is None:
        return 0
    had = REASONING_ROOM.get(own.reasoning_effort or "", 0)
    return REASONING_ROOM.get(said.reasoning_effort, 0) - had
