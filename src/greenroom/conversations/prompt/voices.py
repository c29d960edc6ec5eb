"""Who speaks in a prompt: names, and the macros that stand for them."""

from msgspec.structs import replace

from greenroom.conversations.prompt.dice import Dice
from greenroom.conversations.prompt.macros import Names, expand
from greenroom.conversations.prompt.materials import Materials

USER = "User"
"""What a persona without a name is called."""


class Voices:
    """Replaces the macros of a character's texts in this conversation."""

    def __init__(self, materials: Materials) -> None:
        character, persona = materials.character, materials.persona
        self.dice = Dice(seed=materials.seed, stable=materials.stable)
        self.names = Names(
            char=_name(character.nickname or character.name) or "Character",
            user=_name(persona.name) or USER,
            now=materials.now,
        )
        scenario = character.prompt.scenario if materials.scenario is None else materials.scenario
        last = materials.history[-1].text if materials.history else ""
        self.names = replace(
            self.names,
            values={
                "persona": self.expand(persona.description),
                "description": self.expand(character.prompt.definition),
                "personality": self.expand(character.prompt.personality),
                "scenario": self.expand(scenario),
                "mesexamples": self.expand("\n".join(character.examples)),
                "lastmessage": last,
            },
        )

    def expand(self, text: str, original: str | None = None) -> str:
        """The text as it is told; `original` is what {{original}} stands for in it."""
        names = self.names if original is None else replace(self.names, original=original)
        return expand(text, names, self.dice).strip()


def _name(name: str) -> str:
    return " ".join(name.split())
