"""What a character knows, as far as the conversation asks for it: own facts, common knowledge, and what it remembers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

Near = Mapping[str, Sequence[int]]
"""By a list's digest, which of its texts are nearest in meaning to what was said, the nearest first."""

NOTHING: Near = {}
"""Where nobody knows about meanings, and words have to do."""

_DAMPING = 1
"""How little first places count more than later ones, where rankings are merged by reciprocal ranks (Cormack, 2009). Their
60 is for long rankings; in one as short as what is told, it would rank the first of one behind the last of both."""


class Listed(NamedTuple):
    """Some texts, and a digest of them, under which what is made of them is never stale. At most so many are told."""

    section: str
    head: str
    list_id: str
    items: Sequence[Fact]
    most: int


def known(materials: Materials, voices: Voices, indexes: Indexes, near: Near = NOTHING) -> Iterator[Section]:
    """A section for each kind of knowledge of which something is told."""
    words = every_word(query(materials))
    for listed in lists(materials):
        texts = best(listed, words, indexes, near.get(listed.list_id, ()))
        said = [f"- {short(text)}" for text in texts if text.strip()]
        told = voices.expand("\n".join([listed.head, *said])) if said else ""
        yield Section(listed.section, "system", told, "retrieved")


def lists(materials: Materials) -> tuple[Listed, ...]:
    """All that is known, in the order of a prompt."""
    own = facts(materials.character.knowledge)
    memory = materials.memory if materials.character.engine.memory else ()
    return (
        Listed("facts", "What {{char}} knows:", own.list_id, own.all(), defaults.FACTS),
        _listed("common", "What is commonly known:", materials.common, defaults.COMMON),
        _listed("memory", "What {{char}} remembers of {{user}}:", memory, defaults.MEMORIES),
    )


def query(materials: Materials) -> str:
    """The words that knowledge is looked for by: the newest turns, and what just happened."""
    turns = materials.history[-defaults.QUERY_TURNS :]
    return "\n".join(
        [*(turn.text for turn in turns), *(name.replace("_", " ") for name in materials.triggers)]
    )


def facts(knowledge: Knowledge) -> BigList[Fact]:
    """The character's own facts; those of the earlier form where none were given in the later one."""
    return knowledge.older_facts if knowledge.facts is None else knowledge.facts


def best(listed: Listed, words: Sequence[str], indexes: Indexes, near: Sequence[int] = ()) -> list[str]:
    """What is told of a list, in its own order. Where there is no more than that, all is told, whatever is asked.

    A text that has the words and one that is `near` in meaning both count, and most of all one that is both.
    """
    if len(listed.items) <= listed.most:
        return [fact.text for fact in listed.items]
    index = indexes.get(listed.list_id, lambda: [fact.text for fact in listed.items])
    found = [hit.position for hit in index.search(words, listed.most)]
    return [listed.items[position].text for position in sorted(_merged(found, near)[: listed.most])]


def _merged(*rankings: Sequence[int]) -> list[int]:
    scores: Counter[int] = Counter()
    for ranking in rankings:
        for rank, position in enumerate(ranking):
            scores[position] += 1 / (_DAMPING + rank)  # type: ignore[assignment]  # a Counter holds any number
    return sorted(scores, key=lambda position: (-scores[position], position))


def _listed(section: str, head: str, texts: Iterable[str], most: int) -> Listed:
    items = [Fact(text=text) for text in texts]
    digest = sha256("\0".join(fact.text for fact in items).encode("utf-8", "surrogatepass"))
    return Listed(section, head, digest.hexdigest(), items, most)
