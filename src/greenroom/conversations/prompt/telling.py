"""Telling lore: the active entries of a lorebook as insertions of this prompt."""

from collections.abc import Mapping

from msgspec import Struct

from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.insertion import Insertion, Place
from greenroom.conversations.prompt.lore import Lore, Report, Said, Scan
from greenroom.conversations.prompt.lorebook import activate
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.voices import Voices
from greenroom.llm.tokens import estimate

_PLACES: Mapping[str, Place] = {
    "before_char": "before",
    "after_char": "after",
    "before_desc": "before",
    "after_desc": "description",
    "personality": "personality",
    "scenario": "scenario",
    "depth": "depth",
    "reverse_depth": "from_start",
}


class Told(Struct, frozen=True):
    """What is told, in order. `silenced` names the operator's texts that an entry suppresses; `reports` keys not searched."""

    insertions: tuple[Insertion, ...] = ()
    silenced: frozenset[str] = frozenset()
    reports: tuple[Report, ...] = ()


def told(materials: Materials, voices: Voices) -> Told:
    """The entries that this conversation activates.

    Their budget is measured by estimate, which is rather too large: what is told never has more tokens than it may.
    """
    book = materials.character.knowledge.lorebook
    if book is None:
        return Told()
    found = activate(book, _scan(materials, voices), lambda text: estimate(text).tokens)
    told = tuple(_insertion(lore, voices) for lore in found.lore)
    return Told(told, found.silenced, found.reports)


def _scan(materials: Materials, voices: Voices) -> Scan:
    said = tuple(Said(turn.role, turn.text) for turn in (*materials.earlier, *materials.history))
    return Scan(
        messages=said,
        replies=materials.turns_before + sum(turn.role == "character" for turn in materials.history),
        greeting=materials.greeting,
        user_icon=materials.persona.name,
        scan_depth=defaults.SCAN_DEPTH,
        token_budget=materials.window // defaults.LORE_SHARE,
        most_tokens=materials.window // 2,
        dice=voices.dice,
        expand=voices.expand,
    )


def _insertion(lore: Lore, voices: Voices) -> Insertion:
    return Insertion(
        name="lore",
        text=voices.expand(lore.content),
        place=_PLACES[lore.place],
        depth=lore.depth,
        role=lore.role,
        keep="spare" if lore.droppable else "retrieved",
        source=lore.entry,
    )
