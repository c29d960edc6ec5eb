"""What the server answers about lorebooks.

Written by clients/generate; change the server, then run script/clients.
"""

from typing import Any

from msgspec import Struct


class KeptLorebook(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A lorebook that belongs to no character."""

    id: str
    name: str
    format: str
    entries: int
    created_at: str


class WholeKeptLorebook(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The same with the book itself, as cards of the third generation write it."""

    id: str
    name: str
    format: str
    entries: int
    created_at: str
    book: dict[str, Any]
