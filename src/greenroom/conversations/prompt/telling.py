"""Telling lore: the active entries of a lorebook as insertions of this prompt."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.insertion import Insertion, Place
from greenroom.conversations.prompt.instructions import short
from greenroom.conversations.prompt.lore import Activated, Lore, Reason, Said, Scan
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


_REASONS: Mapping[Reason, str] = {
    "no_pattern": "is no pattern that can be searched for",
    "too_costly": "was not searched for, since that might take too long",
    "search_ended": "was not searched for any more, nor was what follows: the search had an end",
}
_MOST_REMARKS = 50


class Told(Struct, frozen=True):
    """What is told, in order. `silenced` names the operator's texts that an entry suppresses; `remarks` say what isn't told."""

    insertions: tuple[Insertion, ...] = ()
    silenced: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()


def told(materials: Materials, voices: Voices) -> Told:
    """The entries that this conversation activates.

    Their budget is measured by estimate, which is rather too large: what is told never has more tokens than it may.
    """
    book = materials.character.knowledge.lorebook
    if book is None:
        return Told()
    found = activate(book, _scan(materials, voices), lambda text: estimate(text).tokens)
    told = tuple(_insertion(lore, voices) for lore in found.lore)
    return Told(told, found.silenced, tuple(_remarks(found)))


def _remarks(found: Activated) -> Iterator[str]:
    for report in found.reports[:_MOST_REMARKS]:
        yield f"The key {short(report.key)} of the lorebook's entry {report.entry} {_REASONS[report.reason]}."
    for lore in found.dropped[:_MOST_REMARKS]:
        yield f"The lorebook's entry {lore.entry} is left out: its {lore.tokens} tokens are beyond the book's budget."


def _scan(materials: Materials, voices: Voices) -> Scan:
    said = tuple(Said(turn.role, turn.text) for turn in (*materials.earlier, *materials.history))
    return Scan(
        messages=said,
        replies=materials.turns_before + sum(turn.role == "character" for turn in materials.history),
        greeting=materials.greeting,
        user_icon=materials.persona.name,
        user_picture=materials.persona.picture,
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
