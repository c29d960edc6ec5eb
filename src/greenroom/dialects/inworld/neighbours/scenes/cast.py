"""Which scenes name which characters, for a list of characters with their scenes."""

from collections.abc import Mapping
from typing import Any

from greenroom.characters import Transaction
from greenroom.characters.model import Record
from greenroom.dialects.inworld.filtering import plural
from greenroom.dialects.inworld.names import WORKSPACE, CharacterName
from greenroom.dialects.inworld.neighbours.scenes.collection import SCENES
from greenroom.places.things import Spot

_AT_ONCE = 500

Casts = Mapping[str, list[dict[str, Any]]]
"""Scenes as they are shown, oldest first, by the resource name of a character in them."""


def casts_in(db: Transaction, account_id: str, workspace: str) -> Casts:
    """The casts of all scenes in a workspace."""
    spot, after = Spot(account_id, WORKSPACE, workspace), ""
    casts: dict[str, list[dict[str, Any]]] = {}
    while chunk := SCENES.drawer.page(db, spot, after, _AT_ONCE):
        after = chunk[-1].thing_id
        for thing in chunk:
            shown = SCENES.show(thing, "")
            for name in {plural(role.character): None for role in thing.content.cast}:
                casts.setdefault(name, []).append(shown)
    return casts


def scenes_of(casts: Casts, record: Record) -> list[dict[str, Any]]:
    """The scenes that a character is in, whether they call it by its segment or by its id."""
    names = (
        CharacterName(record.container, record.address),
        CharacterName(record.container, record.character_id),
    )
    found = {scene["name"]: scene for name in names for scene in casts.get(plural(str(name)), ())}
    return list(found.values())
