"""The vendor's shapes of worlds, regions and locations, in the vendor's spelling and with its bounds."""

from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

from greenroom.dialects.npcbuilder.wire import Blank, Id, Long, Name, Said, Short, Summary

Stability = Literal[
    "none",
    "highlyStable",
    "stable",
    "moderatelyStable",
    "unstable",
    "highlyUnstable",
    "anarchy",
]
STABILITIES = get_args(Stability)
Lore = Annotated[Long, Meta(description="What everybody there knows.")]
Like = Annotated[str, Meta(max_length=64)]
Likes = Annotated[list[Like], Meta(max_length=100, description="Worlds that this one is like.")]


class World(Struct):
    """A world as a create and an update take it."""

    lore: Lore | UnsetType | None = UNSET
    name: Name | UnsetType | None = UNSET
    description: Long | UnsetType | None = UNSET
    creatures: Annotated[str, Meta(max_length=75)] | UnsetType | None = UNSET
    similarWorlds: Likes | UnsetType | None = UNSET  # noqa: N815 - the vendor's spelling


class Region(Struct):
    """A region as a create and an update take it."""

    lore: Lore | UnsetType | None = UNSET
    name: Name | UnsetType | None = UNSET
    weather: Short | UnsetType | None = UNSET
    culture: Annotated[str, Meta(max_length=125)] | UnsetType | None = UNSET
    politicalStability: Stability | Blank | UnsetType | None = UNSET  # noqa: N815 - the vendor's spelling


class Location(Struct):
    """A location as a create and an update take it."""

    lore: Lore | UnsetType | None = UNSET
    name: Name | UnsetType | None = UNSET
    role: Short | UnsetType | None = UNSET


class LocationInside(Struct):
    """A location inside the view of what it is in."""

    id: Id
    name: str | None
    role: str | None
    characters: list[Summary]


class RegionInside(Struct):
    """A region inside the view of its world."""

    id: Id
    name: str | None
    locations: list[LocationInside]
    characters: list[Summary]


class WorldView(Struct):
    """A world with everything in it: all its characters, and these again by region and location."""

    id: Id
    name: str | None
    lore: str | None
    description: str | None
    creatures: str | None
    similarWorlds: list[str]  # noqa: N815 - the vendor's spelling
    characters: list[Summary]
    locations: list[LocationInside]
    regions: list[RegionInside]


class RegionView(Struct):
    """A region with what is in it."""

    id: Id
    name: str | None
    lore: str | None
    weather: str | None
    culture: str | None
    politicalStability: str | None  # noqa: N815 - the vendor's spelling
    locations: list[LocationInside]
    characters: list[Summary]


class LocationView(Struct):
    """A location with who is there."""

    id: Id
    name: str | None
    lore: str | None
    role: str | None
    characters: list[Summary]


class WorldRead(Struct):
    """What a get of a world answers."""

    world_id: Id
    world: WorldView


class RegionRead(Struct):
    """What a get of a region answers."""

    region_id: Id
    region: RegionView


class LocationRead(Struct):
    """What a get of a location answers."""

    location_id: Id
    location: LocationView


class WorldChanged(Struct):
    """What a create and an update of a world answer."""

    message: Said
    world_id: Id
    world_context: dict[str, Any]


class RegionChanged(Struct):
    """What a create and an update of a region answer."""

    message: Said
    region_id: Id
    region_context: dict[str, Any]


class LocationChanged(Struct):
    """What a create and an update of a location answer."""

    message: Said
    location_id: Id
    location_context: dict[str, Any]


class WorldDeleted(Struct):
    """What a delete of a world answers."""

    message: Said
    world_id: Id


class RegionDeleted(Struct):
    """What a delete of a region answers."""

    message: Said
    region_id: Id


class LocationDeleted(Struct):
    """What a delete of a location answers."""

    message: Said
    location_id: Id
