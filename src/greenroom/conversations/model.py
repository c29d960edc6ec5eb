"""Conversations as frozen data. Times are microseconds since 1970, UTC; ids are UUIDv7."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from greenroom.places.scenes import Scene
from greenroom.places.things import Thing

Speaker = Literal["user", "character"]
State = Literal["whole", "stopped", "failed"]
"""Of a message: as it was meant; cut short because somebody stopped it; cut short because the model failed."""


class Persona(Struct, frozen=True, kw_only=True):
    """Whom somebody is when they talk. `subjects` are the ids of characters it is chosen for, `*` for all others."""

    account_id: str
    persona_id: str
    created_at: int
    updated_at: int
    revision: int
    name: str
    description: str
    picture: str | None = None  # an asset of the account
    subjects: tuple[str, ...] = ()


class Stage(Struct, frozen=True):
    """A scene with its cast: the ids of characters who are met in it unless a thread says otherwise."""

    thing: Thing[Scene]
    cast: tuple[str, ...] = ()


class Thread(Struct, frozen=True, kw_only=True):
    """A conversation of an account with a character, which may be another account's.

    `leaf_id` is the message that the active path ends in. `reply_id` is the message that is being made, until
    `reply_until`; whoever makes it says again and again that it is still alive.
    """

    account_id: str
    thread_id: str
    owner_id: str
    character_id: str
    share_id: str | None
    persona_id: str | None
    scene_id: str | None
    created_at: int
    updated_at: int
    revision: int
    title: str
    model: str
    leaf_id: str | None
    used: int  # 1 once a user has said something
    reply_id: str | None
    reply_until: int


class Made(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How a message came to be. `error` is a problem's name.

    `greeting` counts from 0, the character's first one; one that a model made has the next number.

    Where it was gone on with, `continued` is the id of the last reply that did so, and `continued_at` the length that it
    had before.
    """

    greeting: int | None = None
    model: str = ""
    finish_reason: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: str = ""
    why: str = ""
    persona: str = ""  # as whom the user said it: a persona's id
    triggers: tuple[str, ...] = ()  # what the client told that happened
    signals: tuple[str, ...] = ()  # what the character let the client know that happens
    emotions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()  # those that were reached with it
    continued: str = ""
    continued_at: int = 0
    file: Mapping[
        str, Any
    ] = {}  # what the file that it was taken from says of it besides, for when it is written again


class Message(Struct, frozen=True, kw_only=True):
    """What was said once. Messages of a thread are a tree: those with the same parent are versions of one another."""

    account_id: str
    thread_id: str
    message_id: str
    parent_id: str | None
    speaker: Speaker
    state: State
    created_at: int
    edited_at: int | None
    text: str
    about: Made


Kind = Literal["summary", "memory"]
"""Of what is remembered: of what a thread's own prompts leave out; of a thread, for others of the same speaker."""


class Recollection(NamedTuple):
    """What is remembered of a thread up to a message."""

    message_id: str
    text: str


class Begun(Struct, frozen=True):
    """A reply that is about to be made, and where it stands: below `parent_id`, or as the end of `goes_on`.

    Where it begins the conversation, `greeting` is the number that it has among greetings.

    `spoken` is what the user said just before, if anything; `around` is what the client says is there, in sentences.
    """

    thread: Thread
    reply_id: str
    parent_id: str | None
    goes_on: Message | None = None
    spoken: Message | None = None
    triggers: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    greeting: int | None = None
    keyed: bool = False  # whether the request may come again, and is to be answered the same
