"""What the server answers about places.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Place(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A container of a dialect; `created_at` is null for the one that always was."""

    dialect: str
    kind: str
    container: str
    title: str
    created_at: str | None
    characters: int


class Places(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All containers of the account, by dialect and name."""

    items: tuple[Place, ...]
