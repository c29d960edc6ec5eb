"""The operations on worlds, regions and locations: the same four for each."""

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from msgspec import Meta
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Handler, Query, Reader, Route, Writer
from greenroom.dialects.npcbuilder.addresses import ID_SCHEMA
from greenroom.dialects.npcbuilder.worlds import store, views, wire
from greenroom.dialects.npcbuilder.worlds.kinds import (
    LOCATION,
    REGION,
    WORLD,
    Kind,
    Place,
    address_of,
    new_address,
)
from greenroom.dialects.npcbuilder.worlds.people import people_of
from greenroom.dialects.npcbuilder.worlds.requests import merge, read_place
from greenroom.http.answers import json_answer
from greenroom.kit.json_values import encode_json


async def create_world(call: Call, who: Writer) -> Response:
    """Create a world, and its game with it."""
    return await _create(call, who, WORLD)


async def create_region(call: Call, who: Writer) -> Response:
    """Create a region of a world."""
    return await _create(call, who, REGION)


async def create_location(call: Call, who: Writer) -> Response:
    """Create a location in a region."""
    return await _create(call, who, LOCATION)


async def get_world(call: Call, who: Reader) -> Response:
    """A world with all its characters, locations and regions."""
    address = address_of(call, WORLD)

    def read(db: Transaction) -> tuple[Place, list[Place], list[Place]]:
        regions, locations = (store.inside(db, who, kind, address.world) for kind in (REGION, LOCATION))
        return store.get(db, who, address), regions, locations

    place, regions, locations = await call.scan(read)
    people = await people_of(call, who, address.world)
    return _shown(WORLD, place, views.show_world(place, regions, locations, people))


async def get_region(call: Call, who: Reader) -> Response:
    """A region with its locations, and the characters that stand in it."""
    address = address_of(call, REGION)
    place = await call.read(store.get, who, address)
    locations = await call.scan(store.inside, who, LOCATION, address.world)
    people = await people_of(call, who, address.world)
    return _shown(REGION, place, views.show_region(place, locations, people))


async def get_location(call: Call, who: Reader) -> Response:
    """A location, and the characters that stand there."""
    address = address_of(call, LOCATION)
    place = await call.read(store.get, who, address)
    return _shown(LOCATION, place, views.show_location(place, await people_of(call, who, address.world)))


async def update_world(call: Call, who: Writer) -> Response:
    """Change what the body names of a world."""
    return await _update(call, who, WORLD)


async def update_region(call: Call, who: Writer) -> Response:
    """Change what the body names of a region."""
    return await _update(call, who, REGION)


async def update_location(call: Call, who: Writer) -> Response:
    """Change what the body names of a location."""
    return await _update(call, who, LOCATION)


async def delete_world(call: Call, who: Writer) -> Response:
    """Remove a world with everything in it, its characters too."""
    address, catalogue = address_of(call, WORLD), call.house.catalogue
    place, unused = await call.write(store.delete_world, catalogue, who, address)
    await call.forget_media(who, unused)
    return _deleted(WORLD, place)


async def delete_region(call: Call, who: Writer) -> Response:
    """Remove a region and its locations; its characters stay in the world."""
    return _deleted(REGION, await call.write(store.delete, who, address_of(call, REGION)))


async def delete_location(call: Call, who: Writer) -> Response:
    """Remove a location; its characters stay in the world."""
    return _deleted(LOCATION, await call.write(store.delete, who, address_of(call, LOCATION)))


async def _create(call: Call, who: Caller, kind: Kind) -> Response:
    address, said = new_address(call, kind), read_place(kind, await call.json())

    def make(db: Transaction) -> Made:
        place = store.create(db, who, address, merge(kind, {}, said))
        return Made(encode_json(views.changed("created", kind, place, place.said)), 201)

    return await call.create(who, make)


async def _update(call: Call, who: Caller, kind: Kind) -> Response:
    address, said = address_of(call, kind), read_place(kind, await call.json())

    def apply(db: Transaction) -> Place:
        place = store.lock(db, who, address)
        return store.put(db, who, address, place._replace(said=merge(kind, place.said, said)))

    return json_answer(views.changed("updated", kind, await call.write(apply)))


def _shown(kind: Kind, place: Place, view: dict[str, Any]) -> Response:
    return json_answer({kind.parameter: place.identity, kind.name: view})


def _deleted(kind: Kind, place: Place) -> Response:
    message = f"{kind.name.title()}: {place.identity} has been deleted."
    return json_answer({"message": message, kind.parameter: place.identity})


_OPTIONAL = Meta(description="May be left out.")


class _Verbs(NamedTuple):
    """The four operations on a kind of place, each with what it answers."""

    kind: Kind
    body: Any
    create: tuple[Handler, Any]
    get: tuple[Handler, Any]
    update: tuple[Handler, Any]
    delete: tuple[Handler, Any]
    above: str


_VERBS = (
    _Verbs(
        WORLD,
        Annotated[wire.World, _OPTIONAL],
        (create_world, wire.WorldChanged),
        (get_world, wire.WorldRead),
        (update_world, wire.WorldChanged),
        (delete_world, wire.WorldDeleted),
        "/context/world/{game_id}",
    ),
    _Verbs(
        REGION,
        Annotated[wire.Region, _OPTIONAL],
        (create_region, wire.RegionChanged),
        (get_region, wire.RegionRead),
        (update_region, wire.RegionChanged),
        (delete_region, wire.RegionDeleted),
        "/context/region/{game_id}/{world_id}",
    ),
    _Verbs(
        LOCATION,
        Annotated[wire.Location, _OPTIONAL],
        (create_location, wire.LocationChanged),
        (get_location, wire.LocationRead),
        (update_location, wire.LocationChanged),
        (delete_location, wire.LocationDeleted),
        "/context/location/{game_id}/{world_id}/{region_id}",
    ),
)


def routes(root: str, *, alias: bool) -> Iterator[Route]:
    """The routes below a root."""
    for verbs in _VERBS:
        many, body = root + verbs.above, verbs.body
        one = f"{many}/{{{verbs.kind.parameter}}}"
        own = (Query(verbs.kind.parameter, ID_SCHEMA, "An id of one's own; otherwise a new one is made."),)
        yield Route("POST", many, verbs.create[0], body, verbs.create[1], own, 201, alias, creates=True)
        yield Route("GET", one, verbs.get[0], None, verbs.get[1], alias=alias)
        yield Route("PATCH", one, verbs.update[0], body, verbs.update[1], alias=alias)
        yield Route("PUT", one, verbs.update[0], alias=True)
        yield Route("DELETE", one, verbs.delete[0], None, verbs.delete[1], alias=alias)
