"""What a character knows, as far as the conversation asks for it: own facts, common knowledge, and what it remembers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from greenroom.characters.knowledge import Knowledge
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.instructions import short
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.retrieval import Indexes
from greenroom.conversations.prompt.section import Section
from greenroom.conversations.prompt.voices import Voices
from greenroom.kit.words import every_word

Search = Callable[[Sequence[str], int], list[int]]
"""The places of the best of some texts, at most so many, in their own order."""


def known(materials: Materials, voices: Voices, indexes: Indexes) -> Iterator[Section]:
    """A section for each kind of knowledge of which something is told."""
    character, best = materials.character, searching(query(materials), indexes)
    memory = materials.memory if character.engine.memory else ()
    for name, head, texts, most in (
        ("facts", "What {{char}} knows:", facts(character.knowledge), defaults.FACTS),
        ("common", "What is commonly known:", materials.common, defaults.COMMON),
        ("memory", "What {{char}} remembers of {{user}}:", memory, defaults.MEMORIES),
    ):
        filled = [text for text in texts if text.strip()]
        said = [f"- {short(filled[at])}" for at in best(filled, most)]
        yield Section(name, "system", voices.expand("\n".join([head, *said])) if said else "", "retrieved")


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


def searching(asked: str, indexes: Indexes) -> Search:
    """A search for what is asked. Where there are no more texts than may be told, all are, whatever is asked."""
    words = every_word(asked)

    def best(texts: Sequence[str], most: int) -> list[int]:
        if len(texts) <= most:
            return list(range(len(texts)))
        hits = indexes.get(_name(texts), lambda: texts).search(words, most)
        return sorted(hit.position for hit in hits)

    return best


def _name(texts: Iterable[str]) -> str:
    """A digest of the texts, so that an index is never stale."""
    return sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
