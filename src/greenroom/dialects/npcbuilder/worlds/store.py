"""Places as records: each kind on a shelf, regions and locations on those of their world.

A world is there as soon as a container of its name is, whether or not anything was said of it, and so is `default` of
the game `default`, where characters of other surfaces stand.
"""

from contextlib import suppress
from typing import Any

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.dialects.npcbuilder.addresses import World
from greenroom.dialects.npcbuilder.translate import NAME
from greenroom.dialects.npcbuilder.worlds.kinds import LOCATION, REGION, WORLD, Address, Kind, Place
from greenroom.places.containers import (
    DEFAULT,
    delete_container,
    ensure_container,
    find_container,
    folded,
    hold_container,
)
from greenroom.problems import AlreadyExists, NotFound
from greenroom.records import store as records
from greenroom.records.model import Record, Shelf

CONTAINER = "world"
"""The kind of container that characters of this dialect stand in."""

DEFAULT_WORLD = World(DEFAULT, DEFAULT)
_AT_ONCE = 500


def find_world(db: Transaction, who: Caller, world: World) -> World | None:
    """A world of the account as it was first written."""
    container = find_container(db, who.account_id, CONTAINER, world.name)
    if container:
        game, _, name = container.name.partition("/")
        return World(game, name)
    return DEFAULT_WORLD if world.key == DEFAULT_WORLD.name else None


def expect_world(db: Transaction, who: Caller, world: World) -> World:
    """A world of the account; raises NotFound."""
    found = find_world(db, who, world)
    if found is None:
        raise NotFound("world", world.name)
    return found


def ensure_world(db: Transaction, who: Caller, world: World) -> None:
    """Make a world, and its game with it, if it is not there; nobody deletes it before this transaction ends."""
    ensure_container(db, who.account_id, CONTAINER, world.name)


def _hold_world(db: Transaction, who: Caller, world: World) -> None:
    """Let nobody delete a world before this transaction ends; raises NotFound if somebody did."""
    if world.key == DEFAULT_WORLD.name:
        ensure_world(db, who, world)
    elif hold_container(db, who.account_id, CONTAINER, world.name) is None:
        raise NotFound(WORLD.name, world.name)


def find(db: Transaction, who: Caller, address: Address) -> Place | None:
    """A place by its address."""
    record = records.find(db, _shelf(who, address.kind, address.world), _key(address))
    if address.kind is WORLD:
        world = find_world(db, who, address.world)
        return Place(world.world, "", record.document["said"] if record else {}) if world else None
    return _place(record) if record else None


def get(db: Transaction, who: Caller, address: Address) -> Place:
    """A place by its address; raises NotFound."""
    found = find(db, who, address)
    if found is None:
        raise NotFound(address.kind.name, str(address))
    return found


def lock(db: Transaction, who: Caller, address: Address) -> Place:
    """A place that nobody else changes before this transaction ends; raises NotFound."""
    place, shelf = get(db, who, address), _shelf(who, address.kind, address.world)
    if address.kind is WORLD:  # of which perhaps nothing was said yet
        _hold_world(db, who, address.world)
        records.once(db, shelf, _key(place), dict(place._asdict()))
    else:
        records.lock(db, shelf, _key(place))
    return get(db, who, address)


def inside(db: Transaction, who: Caller, kind: Kind, world: World) -> list[Place]:
    """All regions or all locations of a world."""
    return [_place(record) for record in records.all_on(db, _shelf(who, kind, world))]


def create(db: Transaction, who: Caller, address: Address, said: dict[str, Any]) -> Place:
    """A new place, in a world that is made with it if need be; raises AlreadyExists."""
    shelf = _shelf(who, address.kind, address.world)
    taken = find_world(db, who, address.world) if address.kind is WORLD else None
    place = Place(address.identity, folded(address.region), said)
    ensure_world(db, who, address.world)
    if taken or not records.ensure(db, shelf, _key(place), dict(place._asdict())):
        raise AlreadyExists(address.kind.name, str(address))
    return place


def put(db: Transaction, who: Caller, address: Address, place: Place) -> Place:
    """Write a place."""
    records.put(db, _shelf(who, address.kind, address.world), _key(place), dict(place._asdict()))
    return place


def delete(db: Transaction, who: Caller, address: Address) -> Place:
    """Remove a region with its locations, or a location, which characters may go on naming; raises NotFound."""
    place = get(db, who, address)
    records.delete(db, _shelf(who, address.kind, address.world), _key(place))
    if address.kind is REGION:
        shelf = _shelf(who, LOCATION, address.world)
        for location in inside(db, who, LOCATION, address.world):
            if location.region == folded(place.identity):
                with suppress(NotFound):  # somebody deleted this one alone meanwhile
                    records.delete(db, shelf, _key(location))
    return place


def delete_world(
    db: Transaction, catalogue: Catalogue, who: Caller, address: Address
) -> tuple[Place, list[str]]:
    """Remove a world with everything in it, characters too; gives the pictures that nobody uses any more.

    The container goes first: that waits for whoever is putting something into the world, and keeps others from it.

    Raises:
        NotFound: There is no such world, or somebody else is quicker.
    """
    place, unused = get(db, who, address), []
    there = delete_container(db, who.account_id, CONTAINER, address.world.name)
    if not there and address.world.key != DEFAULT_WORLD.name:
        raise NotFound(WORLD.name, str(address))
    after = ""
    while found := catalogue.oldest_in(db, who, NAME, address.world.key, _AT_ONCE, after):
        for stored in found:
            with suppress(NotFound):  # somebody deleted this one alone meanwhile
                unused += catalogue.delete(db, stored.record())
        after = found[-1].character_id
    records.delete_scope_of(db, who.account_id, NAME, address.world.key)
    return place, unused


def _shelf(who: Caller, kind: Kind, world: World) -> Shelf:
    """Of a world too: so what is said of it goes with it. A scope with a slash is never that of a character."""
    return Shelf(who.account_id, NAME, kind.name, world.key)


def _key(one: Address | Place) -> str:
    """A place's name on its shelf, which for a location begins with its region."""
    own = folded(one.identity)
    return f"{folded(one.region)}/{own}" if one.region else own


def _place(record: Record) -> Place:
    return Place(**record.document)
