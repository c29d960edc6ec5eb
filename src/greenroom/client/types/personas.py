"""What the server answers about personas.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Persona(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Whom somebody is when they talk, with all characters or with those named, unless a thread says otherwise."""

    id: str
    revision: int
    created_at: str
    updated_at: str
    name: str
    description: str
    picture: str | None
    picture_url: str | None
    default: bool
    characters: tuple[str, ...]
