"""The character: what a character *is*, whoever's API it came through.

Three layers. The *core* is typed and holds what two or more surfaces share or what shapes a conversation. *Facets* hold,
for each surface, inert fields that only it has. *Unknown* holds, for each surface, verbatim JSON that nobody documented.
A surface writes its own facet and unknown layer and nobody else's.

Everything here is frozen. Defaults mean "nobody said"; a document stores only what differs from them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

from greenroom.characters.knowledge import Knowledge
from greenroom.characters.layer import Layer
from greenroom.characters.world import World

Visibility = Literal["private", "unlisted", "public"]
LifeStage = Literal["", "infant", "child", "teenager", "young_adult", "adult", "middle_aged", "elderly"]


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
    manner: str = ""  # how it talks, in free words
    catch_phrases: tuple[str, ...] = ()
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
    emotions: tuple[str, ...] = ()  # those it can show, by name


class Safety(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the character keeps out of its conversations."""

    active: bool | None = None  # None: nobody said, which counts as on
    topics: Mapping[str, str] = {}  # topic → no_control, mild_control, strict_control
    blocked_words: tuple[str, ...] = ()


class Engine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How replies are made."""

    model: str = ""  # an alias or a model's name; "" is the server's default
    temperature: float | None = None  # 0 … 1
    verbosity: int | None = None  # 0 terse … 4 talkative
    reasoning: str = ""  # a level of the model, or auto
    memory: bool = False  # whether it remembers a speaker from one conversation to the next


class Languages(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What it speaks, as tags of BCP 47 such as en-US; `first` is "" where nobody said."""

    first: str = ""
    others: tuple[str, ...] = ()


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
    world: World = World()
    safety: Safety = Safety()
    engine: Engine = Engine()
    languages: Languages = Languages()
    voice: Voice = Voice()
    avatar: str = ""  # id of an asset of the same account
    visibility: Visibility = "private"
    category: str = ""  # one word, for discovery
    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    facets: Layer = {}
    unknown: Layer = {}
    beside: Mapping[
        str, Layer
    ] = {}  # core path → for each surface, what it wrote where the core says it less exactly


class Whose(NamedTuple):
    """Which character it is, where nothing else of it matters; a record will do, too."""

    account_id: str
    character_id: str


class Around(NamedTuple):
    """What the catalogue knows about a character beside what it is; the fields are those of its record."""

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
    talked_at: int | None
    container: str
    address: str


class Record(Struct, frozen=True):
    """A character as the catalogue keeps it: the working copy and what the catalogue knows about it.

    Times are microseconds since 1970, UTC; `talked_at` is that of the last message, None where there was none. `address` is its name in the dialect and container it was asked for by,
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
    talked_at: int | None
    container: str
    address: str
    character: Character

    @property
    def around(self) -> Around:
        """Every field but the character."""
        return Around(*astuple(self)[:-1])


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
        talked_at=None,
        container="",
        address="",
        character=Character(),
    )
