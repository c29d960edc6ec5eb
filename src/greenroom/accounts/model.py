"""Accounts, keys and callers: the data of this room."""

from typing import Literal, get_args

from msgspec import Struct

Scope = Literal["read", "write", "chat", "keys"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a key may be good for; a key never mints more than it has."""


class Account(Struct, frozen=True, kw_only=True):
    """An owner of characters. `handle` is unique without regard to case; times are microseconds since 1970, UTC."""

    account_id: str
    handle: str
    display_name: str
    plan: str
    suspended_at: int | None
    created_at: int


class Key(Struct, frozen=True, kw_only=True):
    """What is known about an API key; the key itself is shown once, when it is made, and kept as a keyed hash."""

    key_id: str
    account_id: str
    label: str
    scopes: tuple[str, ...]
    created_at: int
    expires_at: int | None = None
    revoked_at: int | None = None
    last_used_at: int | None = None


class Caller(Struct, frozen=True, kw_only=True):
    """Who is asking, as a room sees it: the account, and what the key in their hand is good for."""

    account_id: str
    handle: str
    plan: str
    key_id: str | None
    scopes: frozenset[str]


def because(reason: str) -> str:
    """A reason as it stands in a sentence, or nothing."""
    return f" ({reason.rstrip('.')})" if reason else ""
