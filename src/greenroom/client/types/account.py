"""What the server answers about account.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Account(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The caller's account."""

    id: str
    handle: str
    display_name: str
    plan: str
    created_at: str


class Act(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that was done. `by` is null where nobody was known to do it, or the server's command line did."""

    id: str
    moment: str
    act: str
    by: str | None
    key_id: str | None
    account_id: str | None
    about: str


class Rate(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Requests that are granted: `burst` at once, then `per_minute` evenly."""

    per_minute: int
    burst: int


class Limits(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """By kind of endpoint; null is no limit."""

    read: Rate | None
    write: Rate | None
    chat: Rate | None


class Usage(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What an account has, and what its plan grants; `public_characters` are those that can be found."""

    characters: int
    public_characters: int
    assets: int
    asset_bytes: int
    plan: str
    premium_models: bool
    limits: Limits
