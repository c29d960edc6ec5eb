"""Places: the containers in which dialects with names of their own keep characters, and where a character stands in each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from starlette.responses import Response

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction, addresses
from greenroom.characters.naming import Naming
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conversion import convert
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.native import wire
from greenroom.dialects.native.characters import ONE, find, identity
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.places.containers import Container, containers_of, find_container, folded, hold_container
from greenroom.problems import NotFound

Look = Callable[[Transaction, str, str, str], Container | None]
"""Finds a container: that of an account, of this kind and name."""


async def list_places(call: Call, who: Reader) -> Response:
    """All containers of the account, by dialect and name, with how many characters stand in each."""

    def read(db: Transaction) -> list[dict[str, Any]]:
        namings = call.house.catalogue.namings
        population = addresses.population(db, who.account_id, namings)
        return [*_places(namings, containers_of(db, who.account_id), population)]

    return json_answer({"items": await call.scan(read)})


async def standing(call: Call, who: Reader) -> Response:
    """Where a character stands, and what it is called there, for each dialect with names of its own."""

    def read(db: Transaction) -> list[dict[str, str]]:
        record = call.house.catalogue.get(db, who, identity(call))
        standings = addresses.of_character(db, record, call.house.catalogue.namings)
        return [_standing(db, who, _naming(call, one.dialect), one) for one in standings]

    return json_answer({"items": await call.read(read)})


async def move(call: Call, who: Writer) -> Response:
    """Let a character stand in another container of a dialect, which must be there; its name is kept unless taken."""
    wanted = convert(await call.json(), wire.Move).container
    naming = _naming(call, call.values["dialect"])

    def apply(db: Transaction) -> dict[str, str]:
        record = find(call, who, db)
        container = _container(db, who, naming, wanted, hold_container)
        moved = call.house.catalogue.move(db, record, naming, container)
        return _standing(db, who, naming, addresses.Address(naming.dialect, moved.container, moved.address))

    return json_answer(await call.write(apply))


def _places(
    namings: Iterable[Naming], made: list[Container], population: dict[tuple[str, str], int]
) -> Iterator[dict[str, Any]]:
    for naming in sorted(namings):
        always = Container(naming.kind, naming.container, naming.container, 0)
        own = {folded(one.name): one for one in made if one.kind == naming.kind}
        for name, one in sorted(({folded(naming.container): always} | own).items()):
            yield {
                "dialect": naming.dialect,
                "kind": one.kind,
                "container": one.name,
                "title": one.title,
                "created_at": rfc3339(one.created_at) if one.created_at else None,
                "characters": population.get((naming.dialect, name), 0),
            }


def _standing(db: Transaction, who: Caller, naming: Naming, address: addresses.Address) -> dict[str, str]:
    return address._asdict() | {"container": _container(db, who, naming, address.container)}


def _naming(call: Call, dialect: str) -> Naming:
    for naming in call.house.catalogue.namings:
        if naming.dialect == dialect:
            return naming
    raise NotFound("dialect with names of its own", dialect)


def _container(db: Transaction, who: Caller, naming: Naming, name: str, look: Look = find_container) -> str:
    """The container of this name, as it is spelt; raises NotFound."""
    if folded(name) == folded(naming.container):
        return naming.container
    found = look(db, who.account_id, naming.kind, name)
    if found is None or not found.created_at:  # what always was is another dialect's
        raise NotFound(naming.kind, name)
    return found.name


ROUTES = (
    Route("GET", "/v1/places", list_places, None, wire.Places, tag="places"),
    Route("GET", f"{ONE}/places", standing, None, wire.Standings, tag="places"),
    Route("PUT", f"{ONE}/places/{{dialect}}", move, wire.Move, wire.Standing, tag="places"),
)
