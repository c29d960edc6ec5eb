"""The shapes of Greenroom's own API: names in snake_case, times in RFC 3339."""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from greenroom.accounts.model import Scope

CharacterId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
Time = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Label = Annotated[str, Meta(min_length=1, max_length=100, description="What the key is for.")]


class Account(Struct):
    """The caller's account."""

    id: str
    handle: str
    display_name: str
    plan: str
    created_at: Time


class NewKey(Struct, forbid_unknown_fields=True):
    """What a new key is asked for with; scopes default to read and chat, and never exceed the asking key's."""

    label: Label
    scopes: tuple[Scope, ...] = ("read", "chat")
    expires_at: Time | None = None


class Key(Struct, omit_defaults=False):
    """A key as it is listed: everything but its secret."""

    id: str
    label: str
    scopes: list[Scope]
    created_at: Time
    expires_at: Time | None
    revoked_at: Time | None
    last_used_at: Time | None
    key: Annotated[str, Meta(description="The key itself: shown once, when it is made.")] | UnsetType = UNSET


class Keys(Struct):
    """All keys of the account, oldest first, revoked ones too."""

    items: list[Key]


class Character(Struct):
    """A character with the whole canonical view: the core, and each surface's facet and unknown fields."""

    id: CharacterId
    revision: int
    live_revision: int | None
    created_at: Time
    updated_at: Time
    share_url: str | None
    message_count: int
    used_count: int
    avatar_url: str
    character: dict[str, Any]


class Note(Struct):
    """Something of a file that was read otherwise than it stands there."""

    field: str
    why: str


class Imported(Character):
    """A character that was made of a file, and what was noted on the way."""

    notes: list[Note]


class Characters(Struct):
    """A page of characters, newest first."""

    items: list[Character]
    next_cursor: str | None


class Revision(Struct):
    """One change of a character; `changed` are core paths."""

    revision: int
    created_at: Time
    via: str
    key_id: str | None
    changed: list[str]


class Revisions(Struct):
    """A page of a character's history, newest first."""

    items: list[Revision]
    next_cursor: str | None


class Loss(Struct):
    """Something of a character that a surface says less exactly, or not at all."""

    field: str
    why: str


class Views(Struct):
    """What each dialect shows of a character, what it leaves out, and what its vendor never had."""

    views: dict[str, Any]
    losses: dict[str, list[Loss]]
    remarks: dict[str, list[Loss]]


class Problem(Struct):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[dict[str, str]] | UnsetType = UNSET


class Health(Struct):
    """Whether the server lives, or is ready."""

    status: Literal["ok"]
