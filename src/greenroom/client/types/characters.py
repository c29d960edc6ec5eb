"""What the server answers about characters.

Written by clients/generate; change the server, then run script/clients.
"""

from typing import Any

from msgspec import Struct, field


class CharacterPrompt(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Texts that go to the model as they are, with `{{char}}` and `{{user}}` unexpanded."""

    definition: str = ""
    personality: str = ""
    scenario: str = ""
    system: str = ""
    post_history: str = ""


class Greetings(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character says first. `first` is None when there is none, which differs from an empty text."""

    first: str | None = None
    alternates: tuple[str, ...] = ()
    group_only: tuple[str, ...] = ()


class Person(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who the character is in a few structured words."""

    role: str = ""
    life_stage: str = ""
    gender: str = ""
    aliases: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    motivation: str = ""
    flaws: str = ""
    interests: tuple[str, ...] = ()


class CustomStyle(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A manner of speaking that the creator composed."""

    style_id: str = ""
    name: str = ""
    active: bool = False
    adjectives: tuple[str, ...] = ()
    colloquialism: str = ""
    more: dict[str, Any] = {}


class Style(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How the character talks."""

    dialog: str = ""
    custom: tuple[CustomStyle, ...] = ()
    manner: str = ""
    catch_phrases: tuple[str, ...] = ()
    response_length: str = ""
    narrative_actions: bool = False


class Mood(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The mood a conversation starts in; each axis −100…100, beyond it kept as written."""

    joy: int = 0
    fear: int = 0
    trust: int = 0
    surprise: int = 0


class Axes(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Standing temperament; each axis −100…100, beyond it kept as written."""

    positive: int = 0
    peaceful: int = 0
    open: int = 0
    extravert: int = 0


class Dynamics(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How feelings and relationships move."""

    emotional_fluidity: float = 0.0
    social_rank: float = 0.0
    relationship_enabled: bool = False
    relationship_fluidity: float = 0.0
    cognitive_control: str = ""
    emotions: tuple[str, ...] = ()


class Fact(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing the character knows."""

    text: str = ""
    more: dict[str, Any] = {}


class LoreEntry(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An entry of a lorebook: `content` enters the prompt when one of `keys` is met (the card specifications, V2 and V3)."""

    keys: tuple[str, ...] = ()
    content: str = ""
    enabled: bool = True
    insertion_order: float = 0.0
    case_sensitive: bool | None = None
    use_regex: bool = False
    constant: bool | None = None
    selective: bool | None = None
    secondary_keys: tuple[str, ...] = ()
    priority: float | None = None
    position: str = ""
    name: str = ""
    comment: str = ""
    more: dict[str, Any] = {}


class Lorebook(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """World knowledge that is told when it is mentioned (the card specifications, V2 and V3)."""

    name: str = ""
    description: str = ""
    scan_depth: int | None = None
    token_budget: int | None = None
    recursive_scanning: bool | None = None
    entries: tuple[LoreEntry, ...] = ()
    more: dict[str, Any] = {}


class Knowledge(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character knows."""

    facts: tuple[Fact, ...] | None = None
    older_facts: tuple[Fact, ...] = ()
    common: tuple[str, ...] = ()
    lorebook: Lorebook | None = None


class Item(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A thing the character has."""

    kind: str = ""
    name: str = ""
    unit: str = ""
    value: int | float | str | None = None
    description: str = ""
    more: dict[str, Any] = {}


class Event(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that may happen, and the character reacts to."""

    kind: str = ""
    name: str = ""
    description: str = ""
    more: dict[str, Any] = {}


class Quest(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A task the character gives."""

    description: str = ""
    objective: str = ""
    reward: str = ""
    more: dict[str, Any] = {}


class World(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What ties the character to a game's world."""

    items: tuple[Item, ...] = ()
    events: tuple[Event, ...] = ()
    quests: tuple[Quest, ...] = ()
    actions: tuple[str, ...] = ()


class Safety(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character keeps out of its conversations."""

    active: bool | None = None
    topics: dict[str, str] = {}
    blocked_words: tuple[str, ...] = ()


class Engine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How replies are made."""

    model: str = ""
    temperature: float | None = None
    verbosity: int | None = None
    reasoning: str = ""
    memory: bool = False


class Languages(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What it speaks, as tags of BCP 47 such as en-US; `first` is "" where nobody said."""

    first: str = ""
    others: tuple[str, ...] = ()


class Voice(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Voices are each surface's own; the one written last speaks."""

    speaks: str = ""


class CanonicalCharacter(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A character, whole."""

    name: str = ""
    nickname: str | None = None
    subtitle: str = ""
    blurb: str = ""
    prompt: CharacterPrompt = CharacterPrompt()
    greetings: Greetings = Greetings()
    examples: tuple[str, ...] = ()
    person: Person = Person()
    style: Style = Style()
    mood: Mood = Mood()
    axes: Axes = Axes()
    dynamics: Dynamics = Dynamics()
    knowledge: Knowledge = Knowledge()
    goals: str = ""
    world: World = World()
    safety: Safety = Safety()
    engine: Engine = Engine()
    languages: Languages = Languages()
    voice: Voice = Voice()
    avatar: str = ""
    visibility: str = "private"
    category: str = ""
    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    facets: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    beside: dict[str, Any] = {}


class Character(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A character with the whole canonical view: the core, and each surface's facet and unknown fields."""

    id: str
    revision: int
    live_revision: int | None
    created_at: str
    updated_at: str
    share_url: str | None
    message_count: int
    used_count: int
    avatar_url: str
    character: CanonicalCharacter


class Deleted(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that is gone."""

    id: str
    deleted: bool


class Loss(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something of a character that a surface says less exactly, or not at all."""

    field: str
    why: str


class Views(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What each dialect shows of a character, how it says each field, what it leaves out, what its vendor never had."""

    views: dict[str, Any]
    fields: dict[str, dict[str, str]]
    losses: dict[str, tuple[Loss, ...]]
    remarks: dict[str, tuple[Loss, ...]]


class Stats(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How much a character was talked with. `used_count` counts threads, `message_count` messages ever said in them."""

    message_count: int
    used_count: int
    last_interacted_with: str | None


class Revision(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One change of a character; `changed` are core paths."""

    revision: int
    created_at: str
    via: str
    key_id: str | None
    changed: tuple[str, ...]


class WholeRevision(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a character was at a revision."""

    revision: int
    created_at: str
    via: str
    key_id: str | None
    changed: tuple[str, ...]
    character: CanonicalCharacter


class Differing(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A core path at which two revisions differ, with what was and what is there; null where nothing is."""

    path: str
    old: Any
    new: Any


class Difference(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is otherwise at one revision than at another."""

    from_: int = field(name="from")
    to: int
    changes: tuple[Differing, ...]


class Standing(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where a character stands in a dialect, and what it is called there."""

    dialect: str
    container: str
    name: str


class Standings(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where a character stands in each dialect with names of its own."""

    items: tuple[Standing, ...]
