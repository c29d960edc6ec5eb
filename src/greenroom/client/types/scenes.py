"""What the server answers about scenes.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Scene(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where and when characters are met."""

    id: str
    revision: int
    created_at: str
    updated_at: str
    title: str
    description: str
    period: str
    characters: tuple[str, ...]
