"""What the server answers about keys.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Key(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A key as it is listed: everything but its secret."""

    id: str
    label: str
    scopes: tuple[str, ...]
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None
    key: str | None = None


class Keys(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All keys of the account, oldest first, revoked ones too."""

    items: tuple[Key, ...]
