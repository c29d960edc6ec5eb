"""Where a character stands inside its world: a region and a location, by their ids, kept in this surface's facet.

Neither is a field of the character on this wire: they come with the query, and are seen in the world.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.characters.lens import read_layer, write_layer
from greenroom.characters.model import Character
from greenroom.dialects.npcbuilder.items import SURFACE

NAMES = ("region_id", "location_id")

Moves = Mapping[str, str]
"""A new region, a new location, or both, by the names of their parameters; an empty text is nowhere."""


def placed(character: Character) -> dict[str, str]:
    """The region and the location of a character, as far as it stands in one."""
    facet = read_layer(character.facets, SURFACE)
    return {name: facet[name] for name in NAMES if name in facet}


def move(character: Character, moves: Moves) -> Character:
    """The character at another place."""
    if not moves:
        return character
    facet: dict[str, Any] = {**read_layer(character.facets, SURFACE), **moves}
    kept = {name: value for name, value in facet.items() if value != "" or name not in NAMES}
    return replace(character, facets=write_layer(character.facets, SURFACE, kept))
