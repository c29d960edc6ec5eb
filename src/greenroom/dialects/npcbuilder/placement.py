"""Where a character stands inside its world: a region and a location in it, by their ids, kept in this surface's facet.

Neither is a field of the character on this wire: they come with the query, and are seen in the world.
"""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.characters.lens import read_layer, write_layer
from greenroom.characters.model import Character
from greenroom.dialects.npcbuilder.items import SURFACE
from greenroom.places.containers import folded

NAMES = _REGION, _LOCATION = "region_id", "location_id"

Moves = Mapping[str, str]
"""A new region, a new location, or both, by the names of their parameters; an empty text is nowhere."""


def placed(character: Character) -> tuple[str, str]:
    """The region and the location of a character; an empty text where it stands in none."""
    facet = read_layer(character.facets, SURFACE)
    return facet.get(_REGION, ""), facet.get(_LOCATION, "")


def move(character: Character, moves: Moves) -> Character:
    """The character at another place. Who leaves a region leaves its location, too."""
    if not moves:
        return character
    region, _ = placed(character)
    stays = not region or folded(moves.get(_REGION, region)) == folded(region)
    left: Moves = {} if stays else {_LOCATION: ""}
    facet: dict[str, Any] = {**read_layer(character.facets, SURFACE), **left, **moves}
    kept = {name: value for name, value in facet.items() if value != "" or name not in NAMES}
    return replace(character, facets=write_layer(character.facets, SURFACE, kept))
