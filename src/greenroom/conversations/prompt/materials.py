"""Everything that a prompt is made of, as frozen data. Whoever reads the database fills it."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from greenroom.characters.model import Character, Whose
from greenroom.conversations.prompt import defaults
from greenroom.places.scenes import Scene

Speaker = Literal["user", "character"]


class Persona(Struct, frozen=True):
    """Whom the user is. An empty name is said as `User`; `picture` is the id of an asset."""

    name: str = ""
    description: str = ""
    picture: str = ""


class Turn(Struct, frozen=True):
    """One message of the conversation, as it was shown: nothing in it is expanded. `turn_id` is only given back."""

    role: Speaker
    text: str
    turn_id: str = ""


class Materials(Struct, frozen=True, kw_only=True):
    """A character in a conversation that waits for its reply.

    `character` is the live copy, read with its big lists. `seed` decides every dice: give each reply its own, and the same
    again to see the same prompt. `stable` decides those that fall alike in every reply: give each conversation its own.
    """

    character: Character
    now: datetime
    seed: str
    stable: str = ""
    persona: Persona = Persona()
    scene: Scene | None = None
    history: tuple[Turn, ...] = ()  # the active path, oldest first
    earlier: tuple[
        Turn, ...
    ] = ()  # what came before, and is summed up; not told, but a lorebook remembers it
    continuing: bool = False  # the last turn is the character's, and is to be gone on with
    greeting: int | None = None  # which greeting the conversation began with, 0 the first
    turns_before: int = 0  # the character's turns that `history` no longer has
    summary: str = ""  # of what `history` no longer has
    common: tuple[str, ...] = ()  # records of all common knowledge that character and scene name
    memory: tuple[str, ...] = ()  # what it remembers of this speaker from other conversations
    narrative: tuple[str, ...] = ()  # what is to happen now, in a story that is told in sections
    goals_done: tuple[str, ...] = ()  # names of goals that this conversation has been through
    triggers: tuple[str, ...] = ()  # what the client says that just happened, by name
    around: tuple[str, ...] = ()  # what the client says is there, in sentences; nothing in them is expanded
    scenario: str | None = None  # replaces the character's
    whose: Whose | None = None  # whose character it is, under whose id what is made of its texts is kept
    system: str = defaults.SYSTEM  # the operator's system prompt
    post_history: str = ""  # the operator's, likewise replaced by the character's
    window: int = defaults.WINDOW  # tokens of the model that will answer; for the share that lore may take
