"""The character: what a character *is*, whoever's API it came through.

Three layers. The *core* is typed and holds what two or more surfaces share or what shapes a conversation. *Facets* hold,
for each surface, inert fields that only it has. *Unknown* holds, for each surface, verbatim JSON that nobody documented.
A surface writes its own facet and unknown layer and nobody else's.

Everything here is frozen. Defaults mean "nobody said"; a document stores only what differs from them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Generic, Literal, Self, TypeVar

import msgspec
from msgspec import Raw, Struct

Visibility = Literal["private", "unlisted", "public"]
LifeStage = Literal["", "infant", "child", "teenager", "young_adult", "adult", "middle_aged", "elderly"]
Layer = Mapping[str, Raw]
"""For each surface, JSON that only this surface reads."""


class Prompt(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Texts that go to the model as they are, with `{{char}}` and `{{user}}` unexpanded."""

    definition: str = ""  # who the character is: the core prompt
    personality: str = ""  # a short summary
    scenario: str = ""  # the circumstances
    system: str = ""  # replaces the operator's system prompt; {{original}} inserts what it replaces
    post_history: str = ""  # stands after the history


class Greetings(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character says first. `first` is None when there is none, which differs from an empty text."""

    first: str | None = None
    alternates: tuple[str, ...] = ()
    group_only: tuple[str, ...] = ()  # extra greetings for group chats


class Person(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who the character is in a few structured words."""

    role: str = ""
    life_stage: LifeStage = ""
    gender: str = ""  # male, female, other, or free text
    aliases: tuple[str, ...] = ()  # other names it answers to
    traits: tuple[str, ...] = ()  # adjectives
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
    more: Layer = {}  # this item's unknown keys, for each surface


class Style(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How the character talks."""

    dialog: str = ""  # one word: bubbly, formal, blunt, …, custom
    custom: tuple[CustomStyle, ...] = ()
    response_length: str = ""  # very_short, short, medium, long, very_long
    narrative_actions: bool = False  # whether it narrates what it does


class Mood(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The mood a conversation starts in; each axis −100…100, beyond it kept as written."""

    joy: int = 0  # sadness … joy
    fear: int = 0  # anger … fear
    trust: int = 0  # disgust … trust
    surprise: int = 0  # anticipation … surprise


class Axes(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Standing temperament; each axis −100…100, beyond it kept as written."""

    positive: int = 0  # negative … positive
    peaceful: int = 0  # aggressive … peaceful
    open: int = 0  # cautious … open
    extravert: int = 0  # introvert … extravert


class Dynamics(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How feelings and relationships move."""

    emotional_fluidity: float = 0.0  # 0 rarely … 1 often
    social_rank: float = 0.0  # insecure … confident
    relationship_enabled: bool = False
    relationship_fluidity: float = 0.0  # −1 slow … 1 fast
    cognitive_control: str = ""  # none, mild, strict


class Fact(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing the character knows."""

    text: str = ""
    more: Layer = {}


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
    position: Literal["", "before_char", "after_char"] = ""
    name: str = ""
    comment: str = ""
    more: Layer = {}


Item = TypeVar("Item", Fact, LoreEntry)


class NotRead(LookupError):
    """A character was read without its big lists, and somebody needs one of them."""


class BigList(Struct, Generic[Item], frozen=True, omit_defaults=True):
    """A list that may be long: its items are rows of their own, and a document only names it.

    The name is a digest of the items, so equal lists of a character are stored once and a revision copies none.
    `items` is None when a character was read without them.
    """

    list_id: str = ""
    count: int = 0
    items: tuple[Item, ...] | None = ()

    @classmethod
    def of(cls, items: Iterable[Item]) -> Self:
        """The list of these items, ready to be stored."""
        listed = tuple(items)
        if not listed:
            return cls()
        digest = hashlib.sha256(msgspec.json.encode(listed)).hexdigest()[:32]
        return cls(digest, len(listed), listed)

    def all(self) -> tuple[Item, ...]:
        """The items; NotRead if this character was read without its lists."""
        if self.items is None:
            raise NotRead(self.list_id)
        return self.items

    def named_only(self) -> Self:
        """The same list as a document keeps it: without its items."""
        return type(self)(self.list_id, self.count, None) if self.count else self


class Lorebook(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """World knowledge that is told when it is mentioned (the card specifications, V2 and V3)."""

    name: str = ""
    description: str = ""
    scan_depth: int | None = None  # messages searched; None: the server's default
    token_budget: int | None = None  # tokens for all entries together; None: the server's default
    recursive_scanning: bool | None = None
    entries: BigList[LoreEntry] = BigList()
    more: Layer = {}


class Knowledge(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character knows."""

    facts: BigList[Fact] | None = None  # None: never given, which differs from an empty list
    older_facts: BigList[Fact] = BigList()  # an earlier form; used where `facts` was never given
    common: tuple[str, ...] = ()  # names of knowledge shared between characters
    lorebook: Lorebook | None = None


class Voice(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Voices are each surface's own; the one written last speaks."""

    speaks: str = ""  # the surface whose facet holds it


class Character(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A character, whole."""

    name: str = ""
    nickname: str | None = None  # replaces the name in {{char}} when not empty
    subtitle: str = ""
    blurb: str = ""  # public text, never in a prompt
    prompt: Prompt = Prompt()
    greetings: Greetings = Greetings()
    examples: tuple[str, ...] = ()  # example conversations, one block each
    person: Person = Person()
    style: Style = Style()
    mood: Mood = Mood()
    axes: Axes = Axes()
    dynamics: Dynamics = Dynamics()
    knowledge: Knowledge = Knowledge()
    goals: str = ""  # goals and actions as YAML; data, never executed
    safety: Mapping[str, str] = {}  # topic → no_control, mild, strict
    language: str = ""  # BCP 47, as en-US
    voice: Voice = Voice()
    avatar: str = ""  # id of an asset of the same account
    visibility: Visibility = "private"
    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    facets: Layer = {}
    unknown: Layer = {}
    beside: Mapping[
        str, Layer
    ] = {}  # core path → for each surface, what it wrote where the core says it less exactly


class Record(Struct, frozen=True):
    """A character as the catalogue keeps it: the working copy and what the catalogue knows about it.

    Times are microseconds since 1970, UTC. `address` is its name in the dialect and container it was asked for by,
    both empty where that dialect has no names of its own.
    """

    character_id: str
    account_id: str
    handle: str
    created_at: int
    updated_at: int
    revision: int
    live_revision: int | None
    share_id: str | None
    message_count: int
    used_count: int
    container: str
    address: str
    character: Character


def blank_record(account_id: str, handle: str, now: int) -> Record:
    """What stands where a character is about to be made: everything at its default, revision 0."""
    return Record(
        character_id="",
        account_id=account_id,
        handle=handle,
        created_at=now,
        updated_at=now,
        revision=0,
        live_revision=None,
        share_id=None,
        message_count=0,
        used_count=0,
        container="",
        address="",
        character=Character(),
    )
