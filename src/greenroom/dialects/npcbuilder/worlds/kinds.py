"""The three kinds of places, as a table, and the addresses and contents of a place."""

from typing import Any, NamedTuple

from msgspec import Struct

from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.paging import one_of
from greenroom.dialects.npcbuilder.addresses import World, identity, new_id, of_path
from greenroom.dialects.npcbuilder.worlds import wire


class Kind(NamedTuple):
    """A kind of place: what it is called, its fields, and the names under which it shows what is in it."""

    name: str
    body: type[Struct]
    inside: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what a client says of such a place, in order."""
        return self.body.__struct_fields__

    @property
    def parameter(self) -> str:
        """What ids of this kind are called in paths, queries and answers."""
        return f"{self.name}_id"


WORLD = Kind("world", wire.World, ("characters", "locations", "regions"))
REGION = Kind("region", wire.Region, ("locations", "characters"))
LOCATION = Kind("location", wire.Location, ("characters",))


class Address(NamedTuple):
    """Where a place is; `region` is "" but for a location."""

    kind: Kind
    world: World
    region: str
    identity: str

    def __str__(self) -> str:
        name = f"{self.region}/{self.identity}" if self.region else self.identity
        return self.world.name if self.kind is WORLD else f"{self.world.name}/{name}"


class Place(NamedTuple):
    """A place: its id as it was first written, the region it is in if it is a location, and what was said of it."""

    identity: str
    region: str
    said: dict[str, Any]


def address_of(call: Call, kind: Kind) -> Address:
    """The place that a path leads to."""
    return _address(call, kind, of_path(call, kind.parameter))


def new_address(call: Call, kind: Kind) -> Address:
    """A place that is about to be made below a path: with the id that the query gives, or else with a new one."""
    query, name = call.query(), kind.parameter
    return _address(call, kind, identity(name, one_of(query, name, "")) if name in query else new_id())


def _address(call: Call, kind: Kind, own: str) -> Address:
    world = World(of_path(call, "game_id"), own if kind is WORLD else of_path(call, "world_id"))
    return Address(kind, world, of_path(call, "region_id") if kind is LOCATION else "", own)
