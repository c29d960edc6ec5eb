"""The account: itself, what it has and is granted, and what was done to it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from greenroom.dialects.native.wire.values import Time


class Account(Struct):
    """The caller's account."""

    id: str
    handle: str
    display_name: str
    plan: str
    created_at: Time


class Act(Struct):
    """Something that was done. `by` is null where nobody was known to do it, or the server's command line did."""

    id: str
    moment: Time
    act: Annotated[str, Meta(description="What: as “signed in” or “key created”. There may be further ones.")]
    by: Literal["owner", "operator"] | None
    key_id: Annotated[str | None, Meta(description="The owner's key that was used; null at a browser, say.")]
    account_id: Annotated[
        str | None, Meta(description="Whom it is about: another account where an operator asks.")
    ]
    about: Annotated[str, Meta(description="A key's id, a character's, a way to sign in; or nothing.")]


class Acts(Struct):
    """A page of what was done, newest first."""

    items: list[Act]
    next_cursor: str | None


class Rate(Struct):
    """Requests that are granted: `burst` at once, then `per_minute` evenly."""

    per_minute: int
    burst: int


class Limits(Struct):
    """By kind of endpoint; null is no limit."""

    read: Rate | None
    write: Rate | None
    chat: Rate | None


class Usage(Struct):
    """What an account has, and what its plan grants; `public_characters` are those that can be found."""

    characters: int
    public_characters: int
    assets: int
    asset_bytes: int
    plan: str
    premium_models: bool
    limits: Limits
