"""What the server answers about threads.

Written by clients/generate; change the server, then run script/clients.
"""

from typing import Any

from msgspec import Struct


class Thread(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A conversation with a character. `leaf` is the last message of the active path; `replying` the one being made."""

    id: str
    revision: int
    created_at: str
    updated_at: str
    character: str
    persona: str | None
    scene: str | None
    title: str
    model: str
    leaf: str | None
    replying: str | None


class Section(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A part of a prompt: why it is there, what it says, how many tokens it takes, and whether it fits."""

    name: str
    source: str
    role: str
    keep: str
    tokens: int
    kept: bool
    text: str


class Prompt(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a model would be asked now. Where `exact` is false, tokens are estimates that are rather too large. `remarks` are sentences about what in the character says nothing here: keys that are no patterns, lore beyond its budget, words of goals that nobody knows."""

    model: str
    window: int
    reserve: int
    tokens: int
    exact: bool
    window_is_guessed: bool
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    messages: tuple[dict[str, str], ...]
    parameters: dict[str, Any]


class TokenUsage(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Tokens as the model counted them."""

    prompt_tokens: int | None
    completion_tokens: int | None


class Message(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What was said once. Messages with the same parent are versions of one another. `state` tells whether it was cut short, because somebody stopped it or because the model failed; then `error` says how. `greeting` is the number of the greeting that it is, of those that a model made, too. `triggers` are what the client told that happened; `signals` and `emotions` what it is to show; `goals` those that were reached."""

    id: str
    parent: str | None
    speaker: str
    state: str
    created_at: str
    edited_at: str | None
    text: str
    model: str | None
    finish_reason: str | None
    usage: TokenUsage | None
    greeting: int | None
    error: str | None
    triggers: tuple[str, ...]
    signals: tuple[str, ...]
    emotions: tuple[str, ...]
    goals: tuple[str, ...]


class Exchange(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What was said, if anything, and what was replied; null where nothing came."""

    message: Message | None
    reply: Message | None


class Removed(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The ids of the messages that are gone: the one that was meant and all that came of it."""

    deleted: tuple[str, ...]
