"""Who speaks in a prompt: names, and the macros that stand for them."""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from greenroom.conversations.prompt.dice import Dice
from greenroom.conversations.prompt.macros import Names, Room, expand
from greenroom.conversations.prompt.materials import Materials

USER = "User"
"""What a persona without a name is called."""


class Voices:
    """Replaces the macros of a character's texts in this conversation, which make them at most so much longer together."""

    def __init__(self, materials: Materials) -> None:
        character, persona = materials.character, materials.persona
        self.dice = Dice(seed=materials.seed, stable=materials.stable)
        self._room = Room()
        named = Names(
            char=_name(character.nickname or character.name) or "Character",
            user=_name(persona.name) or USER,
            now=materials.now,
        )
        prompt = character.prompt
        scenario = prompt.scenario if materials.scenario is None else materials.scenario
        values: dict[str, Callable[[], str]] = {
            "persona": lambda: persona.description,
            "description": lambda: prompt.definition,
            "personality": lambda: prompt.personality,
            "scenario": lambda: scenario,
            "mesexamples": lambda: "\n".join(character.examples),
        }
        last = materials.history[-1].text if materials.history else ""
        self.names = replace(
            named,
            values=_Values(values, lambda text: expand(text, named, self.dice, self._room).strip(), last),
        )

    def expand(self, text: str, original: str | None = None) -> str:
        """The text as it is told; `original` is what {{original}} stands for in it."""
        names = self.names if original is None else replace(self.names, original=original)
        return expand(text, names, self.dice, self._room).strip()


class _Values(Mapping[str, str]):
    """Texts by macro, expanded when the first macro asks for them; `last` has been said, and is nobody's to expand."""

    def __init__(
        self, said: Mapping[str, Callable[[], str]], expand: Callable[[str], str], last: str
    ) -> None:
        self._said, self._expand = said, expand
        self._made = {"lastmessage": last}

    def __getitem__(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = self._expand(self._said[name]())
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._said, "lastmessage"))

    def __len__(self) -> int:
        return len(self._said) + 1


def _name(name: str) -> str:
    return " ".join(name.split())
