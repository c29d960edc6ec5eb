"""What requests about characters are made of; what an answer holds may be sent as it is.

Written by clients/generate; change the server, then run script/clients.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from greenroom.client import types


class CharacterPrompt(TypedDict):
    """Texts that go to the model as they are, with `{{char}}` and `{{user}}` unexpanded."""

    definition: NotRequired[str]
    personality: NotRequired[str]
    scenario: NotRequired[str]
    system: NotRequired[str]
    post_history: NotRequired[str]


class Greetings(TypedDict):
    """What the character says first. `first` is None when there is none, which differs from an empty text."""

    first: NotRequired[str | None]
    alternates: NotRequired[Sequence[str]]
    group_only: NotRequired[Sequence[str]]


class Person(TypedDict):
    """Who the character is in a few structured words."""

    role: NotRequired[str]
    life_stage: NotRequired[
        Literal["", "adult", "child", "elderly", "infant", "middle_aged", "teenager", "young_adult"]
    ]
    gender: NotRequired[str]
    aliases: NotRequired[Sequence[str]]
    traits: NotRequired[Sequence[str]]
    motivation: NotRequired[str]
    flaws: NotRequired[str]
    interests: NotRequired[Sequence[str]]


class CustomStyle(TypedDict):
    """A manner of speaking that the creator composed."""

    style_id: NotRequired[str]
    name: NotRequired[str]
    active: NotRequired[bool]
    adjectives: NotRequired[Sequence[str]]
    colloquialism: NotRequired[str]
    more: NotRequired[Mapping[str, Any]]


class Style(TypedDict):
    """How the character talks."""

    dialog: NotRequired[str]
    custom: NotRequired[Sequence[CustomStyle | types.CustomStyle]]
    manner: NotRequired[str]
    catch_phrases: NotRequired[Sequence[str]]
    response_length: NotRequired[str]
    narrative_actions: NotRequired[bool]


class Mood(TypedDict):
    """The mood a conversation starts in; each axis −100…100, beyond it kept as written."""

    joy: NotRequired[int]
    fear: NotRequired[int]
    trust: NotRequired[int]
    surprise: NotRequired[int]


class Axes(TypedDict):
    """Standing temperament; each axis −100…100, beyond it kept as written."""

    positive: NotRequired[int]
    peaceful: NotRequired[int]
    open: NotRequired[int]
    extravert: NotRequired[int]


class Dynamics(TypedDict):
    """How feelings and relationships move."""

    emotional_fluidity: NotRequired[float]
    social_rank: NotRequired[float]
    relationship_enabled: NotRequired[bool]
    relationship_fluidity: NotRequired[float]
    cognitive_control: NotRequired[str]
    emotions: NotRequired[Sequence[str]]


class Fact(TypedDict):
    """One thing the character knows."""

    text: NotRequired[str]
    more: NotRequired[Mapping[str, Any]]


class LoreEntry(TypedDict):
    """An entry of a lorebook: `content` enters the prompt when one of `keys` is met (the card specifications, V2 and V3)."""

    keys: NotRequired[Sequence[str]]
    content: NotRequired[str]
    enabled: NotRequired[bool]
    insertion_order: NotRequired[float]
    case_sensitive: NotRequired[bool | None]
    use_regex: NotRequired[bool]
    constant: NotRequired[bool | None]
    selective: NotRequired[bool | None]
    secondary_keys: NotRequired[Sequence[str]]
    priority: NotRequired[float | None]
    position: NotRequired[Literal["", "after_char", "before_char"]]
    name: NotRequired[str]
    comment: NotRequired[str]
    more: NotRequired[Mapping[str, Any]]


class Lorebook(TypedDict):
    """World knowledge that is told when it is mentioned (the card specifications, V2 and V3)."""

    name: NotRequired[str]
    description: NotRequired[str]
    scan_depth: NotRequired[int | None]
    token_budget: NotRequired[int | None]
    recursive_scanning: NotRequired[bool | None]
    entries: NotRequired[Sequence[LoreEntry | types.LoreEntry]]
    more: NotRequired[Mapping[str, Any]]


class Knowledge(TypedDict):
    """What the character knows."""

    facts: NotRequired[Sequence[Fact | types.Fact] | None]
    older_facts: NotRequired[Sequence[Fact | types.Fact]]
    common: NotRequired[Sequence[str]]
    lorebook: NotRequired[Lorebook | types.Lorebook | None]


class Item(TypedDict):
    """A thing the character has."""

    kind: NotRequired[str]
    name: NotRequired[str]
    unit: NotRequired[str]
    value: NotRequired[int | float | str | None]
    description: NotRequired[str]
    more: NotRequired[Mapping[str, Any]]


class Event(TypedDict):
    """Something that may happen, and the character reacts to."""

    kind: NotRequired[str]
    name: NotRequired[str]
    description: NotRequired[str]
    more: NotRequired[Mapping[str, Any]]


class Quest(TypedDict):
    """A task the character gives."""

    description: NotRequired[str]
    objective: NotRequired[str]
    reward: NotRequired[str]
    more: NotRequired[Mapping[str, Any]]


class World(TypedDict):
    """What ties the character to a game's world."""

    items: NotRequired[Sequence[Item | types.Item]]
    events: NotRequired[Sequence[Event | types.Event]]
    quests: NotRequired[Sequence[Quest | types.Quest]]
    actions: NotRequired[Sequence[str]]


class Safety(TypedDict):
    """What the character keeps out of its conversations."""

    active: NotRequired[bool | None]
    topics: NotRequired[Mapping[str, str]]
    blocked_words: NotRequired[Sequence[str]]


class Engine(TypedDict):
    """How replies are made."""

    model: NotRequired[str]
    temperature: NotRequired[float | None]
    verbosity: NotRequired[int | None]
    reasoning: NotRequired[str]
    memory: NotRequired[bool]


class Languages(TypedDict):
    """What it speaks, as tags of BCP 47 such as en-US; `first` is "" where nobody said."""

    first: NotRequired[str]
    others: NotRequired[Sequence[str]]


class Voice(TypedDict):
    """Voices are each surface's own; the one written last speaks."""

    speaks: NotRequired[str]


class CanonicalCharacter(TypedDict):
    """A character, whole."""

    name: NotRequired[str]
    nickname: NotRequired[str | None]
    subtitle: NotRequired[str]
    blurb: NotRequired[str]
    prompt: NotRequired[CharacterPrompt | types.CharacterPrompt]
    greetings: NotRequired[Greetings | types.Greetings]
    examples: NotRequired[Sequence[str]]
    person: NotRequired[Person | types.Person]
    style: NotRequired[Style | types.Style]
    mood: NotRequired[Mood | types.Mood]
    axes: NotRequired[Axes | types.Axes]
    dynamics: NotRequired[Dynamics | types.Dynamics]
    knowledge: NotRequired[Knowledge | types.Knowledge]
    goals: NotRequired[str]
    world: NotRequired[World | types.World]
    safety: NotRequired[Safety | types.Safety]
    engine: NotRequired[Engine | types.Engine]
    languages: NotRequired[Languages | types.Languages]
    voice: NotRequired[Voice | types.Voice]
    avatar: NotRequired[str]
    visibility: NotRequired[Literal["private", "public", "unlisted"]]
    category: NotRequired[str]
    collections: NotRequired[Sequence[str]]
    tags: NotRequired[Sequence[str]]
    facets: NotRequired[Mapping[str, Any]]
    unknown: NotRequired[Mapping[str, Any]]
    beside: NotRequired[Mapping[str, Any]]


class CharacterPromptPatch(TypedDict):
    """Texts that go to the model as they are, with `{{char}}` and `{{user}}` unexpanded."""

    definition: NotRequired[str | None]
    personality: NotRequired[str | None]
    scenario: NotRequired[str | None]
    system: NotRequired[str | None]
    post_history: NotRequired[str | None]


class GreetingsPatch(TypedDict):
    """What the character says first. `first` is None when there is none, which differs from an empty text."""

    first: NotRequired[str | None]
    alternates: NotRequired[Sequence[str] | None]
    group_only: NotRequired[Sequence[str] | None]


class PersonPatch(TypedDict):
    """Who the character is in a few structured words."""

    role: NotRequired[str | None]
    life_stage: NotRequired[
        Literal["", "adult", "child", "elderly", "infant", "middle_aged", "teenager", "young_adult"] | None
    ]
    gender: NotRequired[str | None]
    aliases: NotRequired[Sequence[str] | None]
    traits: NotRequired[Sequence[str] | None]
    motivation: NotRequired[str | None]
    flaws: NotRequired[str | None]
    interests: NotRequired[Sequence[str] | None]


class StylePatch(TypedDict):
    """How the character talks."""

    dialog: NotRequired[str | None]
    custom: NotRequired[Sequence[CustomStyle | types.CustomStyle] | None]
    manner: NotRequired[str | None]
    catch_phrases: NotRequired[Sequence[str] | None]
    response_length: NotRequired[str | None]
    narrative_actions: NotRequired[bool | None]


class MoodPatch(TypedDict):
    """The mood a conversation starts in; each axis −100…100, beyond it kept as written."""

    joy: NotRequired[int | None]
    fear: NotRequired[int | None]
    trust: NotRequired[int | None]
    surprise: NotRequired[int | None]


class AxesPatch(TypedDict):
    """Standing temperament; each axis −100…100, beyond it kept as written."""

    positive: NotRequired[int | None]
    peaceful: NotRequired[int | None]
    open: NotRequired[int | None]
    extravert: NotRequired[int | None]


class DynamicsPatch(TypedDict):
    """How feelings and relationships move."""

    emotional_fluidity: NotRequired[float | None]
    social_rank: NotRequired[float | None]
    relationship_enabled: NotRequired[bool | None]
    relationship_fluidity: NotRequired[float | None]
    cognitive_control: NotRequired[str | None]
    emotions: NotRequired[Sequence[str] | None]


class LorebookPatch(TypedDict):
    """World knowledge that is told when it is mentioned (the card specifications, V2 and V3)."""

    name: NotRequired[str | None]
    description: NotRequired[str | None]
    scan_depth: NotRequired[int | None]
    token_budget: NotRequired[int | None]
    recursive_scanning: NotRequired[bool | None]
    entries: NotRequired[Sequence[LoreEntry | types.LoreEntry] | None]
    more: NotRequired[Mapping[str, Any]]


class KnowledgePatch(TypedDict):
    """What the character knows."""

    facts: NotRequired[Sequence[Fact | types.Fact] | None]
    older_facts: NotRequired[Sequence[Fact | types.Fact] | None]
    common: NotRequired[Sequence[str] | None]
    lorebook: NotRequired[LorebookPatch | None]


class WorldPatch(TypedDict):
    """What ties the character to a game's world."""

    items: NotRequired[Sequence[Item | types.Item] | None]
    events: NotRequired[Sequence[Event | types.Event] | None]
    quests: NotRequired[Sequence[Quest | types.Quest] | None]
    actions: NotRequired[Sequence[str] | None]


class SafetyPatch(TypedDict):
    """What the character keeps out of its conversations."""

    active: NotRequired[bool | None]
    topics: NotRequired[Mapping[str, str | None] | None]
    blocked_words: NotRequired[Sequence[str] | None]


class EnginePatch(TypedDict):
    """How replies are made."""

    model: NotRequired[str | None]
    temperature: NotRequired[float | None]
    verbosity: NotRequired[int | None]
    reasoning: NotRequired[str | None]
    memory: NotRequired[bool | None]


class LanguagesPatch(TypedDict):
    """What it speaks, as tags of BCP 47 such as en-US; `first` is "" where nobody said."""

    first: NotRequired[str | None]
    others: NotRequired[Sequence[str] | None]


class VoicePatch(TypedDict):
    """Voices are each surface's own; the one written last speaks."""

    speaks: NotRequired[str | None]


class CanonicalCharacterPatch(TypedDict):
    """A character, whole."""

    name: NotRequired[str | None]
    nickname: NotRequired[str | None]
    subtitle: NotRequired[str | None]
    blurb: NotRequired[str | None]
    prompt: NotRequired[CharacterPromptPatch | None]
    greetings: NotRequired[GreetingsPatch | None]
    examples: NotRequired[Sequence[str] | None]
    person: NotRequired[PersonPatch | None]
    style: NotRequired[StylePatch | None]
    mood: NotRequired[MoodPatch | None]
    axes: NotRequired[AxesPatch | None]
    dynamics: NotRequired[DynamicsPatch | None]
    knowledge: NotRequired[KnowledgePatch | None]
    goals: NotRequired[str | None]
    world: NotRequired[WorldPatch | None]
    safety: NotRequired[SafetyPatch | None]
    engine: NotRequired[EnginePatch | None]
    languages: NotRequired[LanguagesPatch | None]
    voice: NotRequired[VoicePatch | None]
    avatar: NotRequired[str | None]
    visibility: NotRequired[Literal["private", "public", "unlisted"] | None]
    category: NotRequired[str | None]
    collections: NotRequired[Sequence[str] | None]
    tags: NotRequired[Sequence[str] | None]
    facets: NotRequired[Mapping[str, Any]]
    unknown: NotRequired[Mapping[str, Any]]
    beside: NotRequired[Mapping[str, Any]]
