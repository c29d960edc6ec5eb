"""What shapes a reply: every field of a character, with how it does, or why it does not.

A path is dotted; `[]` stands for each item of a list. The tests hold this table to the character and to the prompt.
"""

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from greenroom.characters.model import Character
from greenroom.conversations.prompt.instructions import INSTRUCTIONS

How = Literal["prompt", "parameters", "retrieval", "greeting", "safety", "no"]


class Shape(NamedTuple):
    """How a field shapes replies, and a word about it."""

    how: How
    why: str


_INERT = "kept for one surface alone; what shapes replies stands in fields of its own"
_LORE = "decides when, where or whether a lorebook entry is told"
_LOOKS = "for whoever looks at the character"
_TOLD = {
    **dict.fromkeys(("world.items[].kind", "world.items[].name", "world.items[].unit"), "an instruction"),
    **dict.fromkeys(("world.items[].value", "world.items[].description"), "an instruction"),
    **dict.fromkeys(
        ("world.events[].kind", "world.events[].name", "world.events[].description"), "an instruction"
    ),
    **dict.fromkeys(("world.quests[].description", "world.quests[].objective"), "an instruction"),
    "world.quests[].reward": "an instruction",
    "style.custom[].name": "an instruction, where the style is active",
    "style.custom[].active": "whether the style is an instruction",
    "style.custom[].adjectives": "an instruction, where the style is active",
    "style.custom[].colloquialism": "an instruction, where the style is active",
}
_OWN: Mapping[str, Shape] = {
    "name": Shape("prompt", "what {{char}} stands for"),
    "nickname": Shape("prompt", "what {{char}} stands for instead, where there is one"),
    "subtitle": Shape("no", _LOOKS),
    "blurb": Shape("no", "public text, never in a prompt (the card specifications)"),
    "prompt.definition": Shape("prompt", "stands in it"),
    "prompt.personality": Shape("prompt", "stands in it"),
    "prompt.scenario": Shape("prompt", "stands in it, unless the client gives another"),
    "prompt.system": Shape("prompt", "replaces the operator's"),
    "prompt.post_history": Shape("prompt", "stands after the history"),
    "greetings.first": Shape("greeting", "the character's first message"),
    "greetings.alternates": Shape("greeting", "other first messages"),
    "greetings.group_only": Shape("no", "for groups; a conversation here is one user's with one character"),
    "examples": Shape("prompt", "stand in it, and go first where space is short"),
    "knowledge.facts[].text": Shape("retrieval", "told where they fit the conversation"),
    "knowledge.facts[].more": Shape("no", _INERT),
    "knowledge.older_facts[].text": Shape("retrieval", "the same, where `facts` was never given"),
    "knowledge.older_facts[].more": Shape("no", _INERT),
    "knowledge.common": Shape(
        "retrieval", "names what is looked through beside the facts; the caller reads it"
    ),
    "goals": Shape("prompt", "reactions to what is said or triggered"),
    "safety.active": Shape("safety", "whether topics count"),
    "safety.topics": Shape("safety", "an instruction for each"),
    "safety.blocked_words": Shape("safety", "are covered in the reply"),
    "engine.model": Shape("parameters", "which model answers"),
    "engine.temperature": Shape("parameters", "temperature"),
    "engine.reasoning": Shape("parameters", "reasoning_effort, and room for it"),
    "engine.memory": Shape("retrieval", "whether other conversations with the speaker are remembered"),
    "voice.speaks": Shape("no", "texts have no voice"),
    "avatar": Shape("no", _LOOKS),
    "visibility": Shape("no", "decides who may talk with it, not what it says"),
    "category": Shape("no", "for finding it"),
    "collections": Shape("no", "for finding it"),
    "tags": Shape("no", "for finding it (the card specifications: should not be in a prompt)"),
    "facets": Shape("prompt", "of a card its `extensions.depth_prompt`, at its depth; nothing else"),
    "unknown": Shape("no", _INERT),
    "beside": Shape("no", _INERT),
    "style.custom[].style_id": Shape("no", "names it for its surface"),
    "style.custom[].more": Shape("no", _INERT),
    **{f"world.{kind}[].more": Shape("no", _INERT) for kind in ("items", "events", "quests")},
    "knowledge.lorebook.name": Shape("no", "never in a prompt (the card specifications)"),
    "knowledge.lorebook.description": Shape("no", "never in a prompt (the card specifications)"),
    "knowledge.lorebook.scan_depth": Shape("retrieval", "messages in which keys are looked for"),
    "knowledge.lorebook.token_budget": Shape("retrieval", "tokens of all entries together"),
    "knowledge.lorebook.recursive_scanning": Shape("retrieval", "whether entries activate entries"),
    "knowledge.lorebook.more": Shape("no", _INERT),
    "knowledge.lorebook.entries[].content": Shape("retrieval", "told while the entry is active"),
    **{
        f"knowledge.lorebook.entries[].{name}": Shape("retrieval", _LORE)
        for name in (
            *("keys", "enabled", "insertion_order", "case_sensitive", "use_regex", "constant", "selective"),
            *("secondary_keys", "priority", "position"),
        )
    },
    "knowledge.lorebook.entries[].name": Shape("no", "never in a prompt (the card specifications)"),
    "knowledge.lorebook.entries[].comment": Shape("no", "never in a prompt (the card specifications)"),
    "knowledge.lorebook.entries[].more": Shape(
        "retrieval", "of a card its `extensions`: depth, probability, logic of keys"
    ),
}

_SAID = {row.path: Shape("prompt", "an instruction") for row in INSTRUCTIONS}
_BOTH = {
    "person.life_stage": Shape("prompt", "an instruction; a child's or teenager's is also safety's floor"),
    "engine.verbosity": Shape("parameters", "an instruction, and how many tokens a reply may have"),
    "style.response_length": Shape("parameters", "an instruction, and how many tokens a reply may have"),
}


def _leaf_paths(kind: type[Struct], prefix: str = "") -> Iterator[str]:
    """Every path of a struct, down to what is no struct of ours; `[]` for items of lists."""
    for name, hint in get_type_hints(kind).items():
        found = list(_structs(hint))
        if not found:
            yield f"{prefix}{name}"
        for inner, listed in found:
            yield from _leaf_paths(inner, f"{prefix}{name}{'[]' if listed else ''}.")


def _structs(hint: object, *, listed: bool = False) -> Iterator[tuple[type[Struct], bool]]:
    """The structs that a field's type holds, and whether in a list."""
    origin, inner = get_origin(hint), [arg for arg in get_args(hint) if arg is not NoneType]
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint, listed
    elif origin in (Union, UnionType):
        for arg in inner:
            yield from _structs(arg, listed=listed)
    elif origin is tuple or (isinstance(origin, type) and issubclass(origin, Struct)):
        for arg in inner:
            if not isinstance(arg, TypeVar):
                yield from _structs(arg, listed=True)


LEAVES: tuple[str, ...] = tuple(_leaf_paths(Character))
"""Every field of a character."""

_ALL = _SAID | {path: Shape("prompt", why) for path, why in _TOLD.items()} | _BOTH | dict(_OWN)
SHAPES: Mapping[str, Shape] = {path: _ALL[path] for path in LEAVES}
"""How each shapes replies, in the character's order."""
