"""Lorebooks that stand alone."""

from typing import Any

from msgspec import Struct

from greenroom.dialects.native.wire.imports import ImportedLorebook
from greenroom.dialects.native.wire.values import CharacterId, Time


class KeptLorebook(ImportedLorebook):
    """A lorebook that belongs to no character."""

    created_at: Time


class WholeKeptLorebook(KeptLorebook):
    """The same with the book itself, as cards of the third generation write it."""

    book: dict[str, Any]


class KeptLorebooks(Struct):
    """A page of lorebooks."""

    items: list[KeptLorebook]
    next_cursor: str | None


class Giving(Struct, forbid_unknown_fields=True):
    """Whose a lorebook becomes."""

    character: CharacterId
