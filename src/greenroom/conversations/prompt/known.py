"""What a character knows, as far as the conversation asks for it: own facts, common knowledge, and what it remembers."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from greenroom.characters.knowledge import BigList, Fact, Knowledge
from greenroom.conversations.prompt import defaults
from greenroom.conversations.prompt.instructions import short
from greenroom.conversations.prompt.materials import Materials
from greenroom.conversations.prompt.retrieval import Indexes
from greenroom.conversations.prompt.section import Section
from greenroom.conversations.prompt.voices import Voices
from greenroom.kit.words import every_word


def known(materials: Materials, voices: Voices, indexes: Indexes) -> Iterator[Section]:
    """A section for each kind of knowledge of which something is told."""
    character, words = materials.character, every_word(query(materials))
    memory = materials.memory if character.engine.memory else ()
    own = facts(character.knowledge)
    for name, head, listed, most in (
        ("facts", "What {{char}} knows:", _Listed(own.list_id, own.all()), defaults.FACTS),
        ("common", "What is commonly known:", _listed(materials.common), defaults.COMMON),
        ("memory", "What {{char}} remembers of {{user}}:", _listed(memory), defaults.MEMORIES),
    ):
        said = [f"- {short(text)}" for text in best(listed, words, most, indexes) if text.strip()]
        yield Section(name, "system", voices.expand("\n".join([head, *said])) if said else "", "retrieved")


def query(materials: Materials) -> str:
    """The words that knowledge is looked for by: the newest turns, and what just happened."""
    turns = materials.history[-defaults.QUERY_TURNS :]
    return "\n".join(
        [*(turn.text for turn in turns), *(name.replace("_", " ") for name in materials.triggers)]
    )


def facts(knowledge: Knowledge) -> BigList[Fact]:
    """The character's own facts; those of the earlier form where none were given in the later one."""
    return knowledge.older_facts if knowledge.facts is None else knowledge.facts


class _Listed(NamedTuple):
    """Some texts, and a digest of them, under which their index is never stale."""

    list_id: str
    items: Sequence[Fact]


def _listed(texts: Iterable[str]) -> _Listed:
    items = [Fact(text=text) for text in texts]
    digest = sha256("\0".join(fact.text for fact in items).encode("utf-8", "surrogatepass"))
    return _Listed(digest.hexdigest(), items)


def best(listed: _Listed, words: Sequence[str], most: int, indexes: Indexes) -> list[str]:
    """At most so many of the texts, in their own order. Where there are no more than that, all are told, whatever is asked."""
    if len(listed.items) <= most:
        return [fact.text for fact in listed.items]
    index = indexes.get(listed.list_id, lambda: [fact.text for fact in listed.items])
    return [listed.items[hit.position].text for hit in sorted(index.search(words, most))]
