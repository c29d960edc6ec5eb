"""What the server answers about imports.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct

from greenroom.client.types.characters import CanonicalCharacter


class Note(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something of a file that was read otherwise than it stands there."""

    field: str
    why: str


class Imported(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A character that was made of a file, and what was noted on the way."""

    id: str
    revision: int
    live_revision: int | None
    created_at: str
    updated_at: str
    share_url: str | None
    message_count: int
    used_count: int
    avatar_url: str
    character: CanonicalCharacter
    notes: tuple[Note, ...]
