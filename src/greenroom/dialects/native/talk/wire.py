"""The shapes of conversations: names in snake_case, times in RFC 3339."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from greenroom.dialects.native.wire import CharacterId, Time
from greenroom.llm.model import Parameters

Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Text = Annotated[str, Meta(max_length=1_048_576)]
Said = Annotated[str, Meta(min_length=1, max_length=1_048_576, pattern=r"\S")]
Title = Annotated[str, Meta(max_length=200)]
Alias = Annotated[
    str, Meta(max_length=200, description="A model of this server; empty: the character's own.")
]
Triggers = Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(max_length=20)]
Characters = Annotated[
    tuple[CharacterId, ...], Meta(max_length=1000, description="Ids of characters that can be talked with.")
]
Picture = Annotated[str, Meta(max_length=64, description="The id of an asset of one's own.")]
Id = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]


class NewPersona(Struct, forbid_unknown_fields=True, kw_only=True):
    """Whom somebody is when they talk; for all characters with `default`, else for those named."""

    name: Name
    description: Text = ""
    picture: Picture | None = None
    default: bool = False
    characters: Characters = ()


class PersonaPatch(Struct, forbid_unknown_fields=True, kw_only=True):
    """A JSON Merge Patch of a persona."""

    name: Name | UnsetType = UNSET
    description: Text | UnsetType | None = UNSET
    picture: Picture | UnsetType | None = UNSET
    default: bool | UnsetType | None = UNSET
    characters: Characters | UnsetType | None = UNSET


class Persona(Struct, kw_only=True):
    """Whom somebody is when they talk, with all characters or with those named, unless a thread says otherwise."""

    id: Id
    revision: int
    created_at: Time
    updated_at: Time
    name: str
    description: str
    picture: str | None
    picture_url: str | None
    default: bool
    characters: list[CharacterId]


class Personas(Struct):
    """A page of personas, newest first."""

    items: list[Persona]
    next_cursor: str | None


class NewScene(Struct, forbid_unknown_fields=True, kw_only=True):
    """Where and when characters are met; a thread with one of `characters` plays here unless it says otherwise."""

    title: Name
    description: Text = ""
    period: Title = ""
    characters: Characters = ()


class ScenePatch(Struct, forbid_unknown_fields=True, kw_only=True):
    """A JSON Merge Patch of a scene."""

    title: Name | UnsetType = UNSET
    description: Text | UnsetType | None = UNSET
    period: Title | UnsetType | None = UNSET
    characters: Characters | UnsetType | None = UNSET


class Scene(Struct, kw_only=True):
    """Where and when characters are met."""

    id: Id
    revision: int
    created_at: Time
    updated_at: Time
    title: str
    description: str
    period: str
    characters: list[CharacterId]


class Scenes(Struct):
    """A page of scenes, oldest first."""

    items: list[Scene]
    next_cursor: str | None


class MoveCast(Struct, forbid_unknown_fields=True):
    """The scene in which all characters of this one are to be met."""

    to: Id


class NewThread(Struct, forbid_unknown_fields=True, kw_only=True):
    """A conversation to begin. An unlisted character of somebody else needs its `share_id`.

    `greeting` is the number of the greeting that stands first, 0 the character's first; null is none. With `greet`, where
    none stands there, the character's model makes one: the thread is `replying`, and GET …/messages/{replying}/events
    tells it as it comes. It counts as a reply of the day, and not as a message.
    """

    character: CharacterId
    share_id: Annotated[str, Meta(max_length=64)] | None = None
    persona: Id | None = None
    scene: Id | None = None
    title: Title = ""
    model: Alias = ""
    greeting: Annotated[int, Meta(ge=0, le=10_000)] | None = 0
    greet: bool = False


class ThreadPatch(Struct, forbid_unknown_fields=True, kw_only=True):
    """A JSON Merge Patch of a thread."""

    persona: Id | UnsetType | None = UNSET
    scene: Id | UnsetType | None = UNSET
    title: Title | UnsetType | None = UNSET
    model: Alias | UnsetType | None = UNSET


class Thread(Struct, kw_only=True):
    """A conversation with a character. `leaf` is the last message of the active path; `replying` the one being made."""

    id: Id
    revision: int
    created_at: Time
    updated_at: Time
    character: CharacterId
    persona: Id | None
    scene: Id | None
    title: str
    model: str
    leaf: Id | None
    replying: Id | None


class Threads(Struct):
    """A page of threads, the last used first."""

    items: list[Thread]
    next_cursor: str | None


class TokenUsage(Struct, kw_only=True):
    """Tokens as the model counted them."""

    prompt_tokens: int | None
    completion_tokens: int | None


class Message(Struct, kw_only=True):
    """What was said once. Messages with the same parent are versions of one another.

    `state` tells whether it was cut short, because somebody stopped it or because the model failed; then `error` says
    how. `greeting` is the number of the greeting that it is, of those that a model made, too. `triggers` are what the client told that happened; `signals`
    and `emotions` what it is to show; `goals` those that were reached.
    """

    id: Id
    parent: Id | None
    speaker: Literal["user", "character"]
    state: Literal["whole", "stopped", "failed"]
    created_at: Time
    edited_at: Time | None
    text: str
    model: str | None
    finish_reason: str | None
    usage: TokenUsage | None
    greeting: int | None
    error: str | None
    triggers: list[str]
    signals: list[str]
    emotions: list[str]
    goals: list[str]


class Messages(Struct):
    """Messages of a thread: the active path, oldest first, or all of them in the order of their making."""

    items: list[Message]
    next_cursor: str | None


class Sampled(Struct, forbid_unknown_fields=True, kw_only=True):
    """How this reply is to be sampled; what isn't said, or null, is the character's own."""

    temperature: Annotated[float, Meta(ge=0, le=2)] | None = None
    top_p: Annotated[float, Meta(ge=0, le=1)] | None = None
    max_tokens: Annotated[int, Meta(ge=1, le=10_000_000)] | None = None
    stop: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...], Meta(max_length=16)] = ()
    seed: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)] | None = None
    presence_penalty: Annotated[float, Meta(ge=-2, le=2)] | None = None
    frequency_penalty: Annotated[float, Meta(ge=-2, le=2)] | None = None

    def parameters(self) -> Parameters:
        """The same, as models know it."""
        return Parameters(**{name: getattr(self, name) for name in Sampled.__struct_fields__})


class Say(Sampled, forbid_unknown_fields=True, kw_only=True):
    """What the user says. `parent` is the message that it follows, null a new beginning; unsaid the last one.

    With `stream`, or `Accept: text/event-stream`, the reply is sent as it comes.
    """

    text: Said
    parent: Id | UnsetType | None = UNSET
    triggers: Triggers = ()
    model: Alias = ""
    stream: bool = False


class Answer(Sampled, forbid_unknown_fields=True, kw_only=True):
    """What is to be answered: the message `parent`, or whatever was said last, anew."""

    parent: Id | UnsetType | None = UNSET
    model: Alias = ""
    stream: bool = False


class GoOn(Sampled, forbid_unknown_fields=True, kw_only=True):
    """How the last message is to be gone on with."""

    model: Alias = ""
    stream: bool = False


class Exchange(Struct, kw_only=True):
    """What was said, if anything, and what was replied; null where nothing came."""

    message: Message | None
    reply: Message | None


class Begins(Struct, kw_only=True):
    """The first event of a reply: its id, what it follows, and what the user said, if anything."""

    reply: Id
    parent: Id | None
    message: Message | None


class Piece(Struct):
    """An event with more of the text."""

    text: str


class Signal(Struct, omit_defaults=True):
    """An event of what is to happen beside the text: a trigger for the client, or an emotion."""

    trigger: str = ""
    emotion: str = ""


class Ends(Struct):
    """The last event of a reply that went well: it, whole; null where it was stopped before anything came."""

    reply: Message | None


class Edit(Struct, forbid_unknown_fields=True):
    """Other words for a message."""

    text: Said


class Removed(Struct):
    """The ids of the messages that are gone: the one that was meant and all that came of it."""

    deleted: list[Id]


class Section(Struct, kw_only=True):
    """A part of a prompt: why it is there, what it says, how many tokens it takes, and whether it fits."""

    name: str
    source: str
    role: Literal["system", "user", "assistant"]
    keep: str
    tokens: int
    kept: bool
    text: str


class Prompt(Struct, kw_only=True):
    """What a model would be asked now. Where `exact` is false, tokens are estimates that are rather too large.

    `remarks` are sentences about what in the character says nothing here: keys that are no patterns, lore beyond its budget,
    words of goals that nobody knows.
    """

    model: str
    window: int
    reserve: int
    tokens: int
    exact: bool
    window_is_guessed: bool
    remarks: list[str]
    sections: list[Section]
    messages: list[dict[str, str]]
    parameters: dict[str, Any]


class Stats(Struct, kw_only=True):
    """How much a character was talked with. `used_count` counts threads, `message_count` messages ever said in them."""

    message_count: int
    used_count: int
    last_interacted_with: Time | None
