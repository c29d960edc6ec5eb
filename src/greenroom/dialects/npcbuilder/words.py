"""The vendor's vocabularies and the character's, as two-way tables. What nobody said is null on this wire."""

import re
from typing import Any

from greenroom.characters.codecs import SAME, Codec, Context, words
from greenroom.characters.model import Safety
from greenroom.dialects.npcbuilder import wire
from greenroom.kit.structs import put_paths

TEXT = Codec(lambda core, _: core or None, SAME.put)

AGE = words(
    {
        "infant": "infant",
        "child": "child",
        "teenager": "teenager",
        "young_adult": "youngAdult",
        "adult": "adult",
        "middle_aged": "middleAged",
        "elderly": "elderly",
    },
    unset=None,
)


def _spaced(word: str) -> str:
    """`questGiver` as other surfaces, and people, read it."""
    return re.sub(r"(?=[A-Z])", " ", word).lower()


# The character's role is free text, of which this vendor knows some words; "noRole" stays beside it.
ROLE = words({_spaced(word): word for word in wire.ROLES if word != "noRole"}, unset=None)._replace(
    kind="mapped"
)
TONE = words(
    {
        "formal": "formal",
        "laidback": "casual",
        "sarcastic": "sarcastic",
        "mysterious": "mysterious",
        "empathetic": "emotive",
    },
    unset=None,
)._replace(kind="mapped")
MODEL = words({"": "standard", "premium": "premium"}, unset=None)._replace(kind="mapped")

_GENDERS = {"male": "Male", "female": "Female", "other": "Other"}
_GENDER_WORDS = {wire: core for core, wire in _GENDERS.items()}
GENDER = Codec(
    lambda core, _: _GENDERS.get(core, core) or None, lambda wire, _old, _: _GENDER_WORDS.get(wire, wire)
)

TOPICS = {"violence": "violence", "sexual": "adult_topics", "drugs": "substance_use"}
"""What this vendor calls a topic of safety, and what the character does."""

_RESTRICTED = {"strict_control": True, "mild_control": True, "no_control": False}
_LEVELS = {True: "strict_control", False: "no_control"}


def _show_filters(core: Safety, _: Context) -> dict[str, bool | None]:
    """All four members; None is one of which nobody said anything."""
    restricted = {wire: _RESTRICTED.get(core.topics.get(topic, "")) for wire, topic in TOPICS.items()}
    return {"active": core.active, **restricted}


def _put_filters(wire: dict[str, bool | None], old: Safety, context: Context) -> Safety:
    """Only what differs from what is shown: so a mild restriction stays mild, and other topics stay what they are."""
    topics, shown = dict(old.topics), _show_filters(old, context)
    for name, topic in TOPICS.items():
        value = wire[name]
        if value is None and shown[name] is not None:
            del topics[topic]
        elif value is not None and value is not shown[name]:
            topics[topic] = _LEVELS[value]
    return put_paths(old, {"active": wire["active"], "topics": topics})


FILTERS = Codec(_show_filters, _put_filters, "mapped")

_OPPOSITES = (("brave", "coward"), ("kind", "cruel"))


def opposites(traits: list[Any]) -> list[tuple[str, str]]:
    """Pairs of traits that the vendor advises against."""
    said = {trait.lower() for trait in traits if isinstance(trait, str)}
    return [pair for pair in _OPPOSITES if said.issuperset(pair)]
