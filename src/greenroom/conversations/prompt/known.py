"""What a character knows, as far as the conversation asks for it: own facts, common knowledge, and what it remembers."""

from collections.abc import Iterable, Iterator, Sequence

from greenroom.characters.knowledge import Knowledge
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.instructions import short
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.ranking import best
from greenroom.conversations.prompt.section import Section
from greenroom.conversations.prompt.voices import Voices


def known(materials: Materials, voices: Voices) -> Iterator[Section]:
    """A section for each kind of knowledge of which something is told."""
    asked = query(materials)
    memory = materials.memory if materials.character.engine.memory else ()
    yield _told(
        "facts", "What {{char}} knows:", facts(materials.character.knowledge), asked, defaults.FACTS, voices
    )
    yield _told("common", "What is commonly known:", materials.common, asked, defaults.COMMON, voices)
    yield _told("memory", "What {{char}} remembers of {{user}}:", memory, asked, defaults.MEMORIES, voices)


def query(materials: Materials) -> str:
    """The words that knowledge is looked for by: the newest turns, and what just happened."""
    turns = materials.history[-defaults.QUERY_TURNS :]
    return "\n".join(
        [*(turn.text for turn in turns), *(name.replace("_", " ") for name in materials.triggers)]
    )


def facts(knowledge: Knowledge) -> tuple[str, ...]:
    """The character's own facts; those of the earlier form where none were given in the later one."""
    listed = knowledge.older_facts if knowledge.facts is None else knowledge.facts
    return tuple(fact.text for fact in listed.all())


def _told(name: str, head: str, texts: Sequence[str], asked: str, most: int, voices: Voices) -> Section:
    said = _said(texts, asked, most)
    text = voices.expand("\n".join([head, *said])) if said else ""
    return Section(name, "system", text, "retrieved")


def _said(texts: Sequence[str], asked: str, most: int) -> list[str]:
    whole: Iterable[str] = (text for text in texts if text.strip())
    filled = list(whole)
    return [f"- {short(filled[at])}" for at in best(filled, asked, most)]
