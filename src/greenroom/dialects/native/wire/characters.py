"""Characters, whole."""

from typing import TYPE_CHECKING, Annotated, Any

from msgspec import UNSET, Meta, Struct

from greenroom.characters import model
from greenroom.dialects.native.shapes import shape_of
from greenroom.dialects.native.wire.values import CharacterId, Ignored, Time

if TYPE_CHECKING:  # which can't follow types that are made of others
    Canonical = dict[str, Any]
    CanonicalPatch = dict[str, Any]
else:
    Canonical = shape_of(model.Character)
    CanonicalPatch = shape_of(model.Character, patch=True)


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
    character: Canonical


class Unwritten(Struct, forbid_unknown_fields=True, kw_only=True):
    """What answers show beside the character, and may be sent back."""

    id: Annotated[
        Any, Meta(description="Of an own character: a new one may be a copy of it with all that is its own.")
    ] = UNSET
    revision: Ignored = UNSET
    live_revision: Ignored = UNSET
    created_at: Ignored = UNSET
    updated_at: Ignored = UNSET
    share_url: Ignored = UNSET
    message_count: Ignored = UNSET
    used_count: Ignored = UNSET
    avatar_url: Ignored = UNSET


class NewCharacter(Unwritten, forbid_unknown_fields=True, kw_only=True):
    """A character to be written whole: what is not said gets its default."""

    character: Canonical


class CharacterPatch(Unwritten, forbid_unknown_fields=True, kw_only=True):
    """A JSON Merge Patch: null removes, lists are replaced whole, what is not said stays."""

    id: Ignored = UNSET
    character: CanonicalPatch


class Characters(Struct):
    """A page of characters, newest first."""

    items: list[Character]
    next_cursor: str | None
