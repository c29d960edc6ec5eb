"""Keys."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from greenroom.accounts.model import Scope
from greenroom.dialects.native.wire.values import Time

Label = Annotated[str, Meta(min_length=1, max_length=100, description="What the key is for.")]


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
