"""The operations on characters, and with them everything that this dialect answers."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Annotated

from msgspec import Meta
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.edits import Edit
from greenroom.characters.model import Record
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.kit.whole_list import Listing, whole_list
from greenroom.dialects.npcbuilder import requests, sessions, wire
from greenroom.dialects.npcbuilder.addresses import (
    PLACEMENT,
    SESSION,
    World,
    moves_of,
    note_session,
    world_of,
)
from greenroom.dialects.npcbuilder.placement import Moves, move
from greenroom.dialects.npcbuilder.requests import Said
from greenroom.dialects.npcbuilder.translate import NAME, called, changed, put, show, summary
from greenroom.dialects.npcbuilder.worlds import routes as worlds
from greenroom.dialects.npcbuilder.worlds.store import ensure_world, expect_world
from greenroom.http.answers import Answer, StreamedJson, json_answer
from greenroom.kit.json_values import encode_json
from greenroom.problems import NotFound

_BODY = Annotated[wire.Body, Meta(description="May be left out.")]
_CHARACTER_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def create(call: Call, who: Writer) -> Response:
    """Create a character in a world, which comes into being with its first."""
    world, moves = _asked(call)
    said = requests.read_create(await call.json())
    return await call.create(who, partial(_create, call, who, world, said, moves))


async def get(call: Call, who: Reader) -> Response:
    """One character."""
    world, _ = _asked(call)
    found = await call.read(_look, call, who, world)
    shown = call.house.views.render(NAME, found, lambda: show(found.record(), call.house.context))
    return Answer(b'{"character_id":%b,"character":%b}' % (encode_json(found.around.address), shown))


async def list_characters(call: Call, who: Reader) -> Response:
    """All characters of a world, oldest first."""
    world, _ = _asked(call)
    await call.read(expect_world, who, world)
    return await call.kept_list(who, partial(_list, call, who, world))


async def _list(call: Call, who: Caller, world: World) -> Response:
    house = call.house
    listing = Listing(
        who.account_id,
        f"{NAME} list",
        lambda db, after, most: house.catalogue.oldest_in(db, who, NAME, world.name, most, after),
        lambda record: summary(record, house.context),
    )
    return StreamedJson(await whole_list(call, listing))


async def update(call: Call, who: Writer) -> Response:
    """Change what the body names, and move the character where the query says."""
    world, moves = _asked(call)
    said = requests.read_update(await call.json(nul=True))  # what is shown may hold it, and be put back
    plan = partial(_decide, call, who, said, moves)

    def apply(db: Transaction) -> Record:
        return call.house.catalogue.change(db, who, _find(db, call, who, world), plan, NAME)

    return json_answer(changed("updated", await call.write(apply), call.house.context))


async def delete(call: Call, who: Writer) -> Response:
    """Remove a character for good, with its conversations."""
    world, _ = _asked(call)

    def apply(db: Transaction) -> tuple[str, list[str]]:
        record = _find(db, call, who, world)
        return record.address, call.house.catalogue.delete(db, record)

    name, unused = await call.write(apply)
    await call.forget_media(who, unused)
    return json_answer({"message": f"Character: {name} has been deleted.", "character_id": name})


def _asked(call: Call) -> tuple[World, Moves]:
    """The world of a path, and where in it the query puts a character."""
    query = call.query()
    note_session(call, query)
    return world_of(call), moves_of(query)


def _create(call: Call, who: Caller, world: World, said: Said, moves: Moves, db: Transaction) -> Made:
    catalogue, context = call.house.catalogue, call.house.context
    blank = catalogue.blank(db, who)
    news = requests.judge(said, blank, who.plan, context)
    ensure_world(db, who, world)
    character = move(called(put(news.patch, news.unknown, blank, context)), moves)
    record = catalogue.create(db, who, character, NAME, containers={NAME: world.name})
    return Made(encode_json(changed("created", record, context, said.patch)), 201)


def _decide(call: Call, who: Caller, said: Said, moves: Moves, record: Record) -> Edit:
    """What will be done to every copy of a character: what says something new to the one that is shown."""
    context = call.house.context
    news = requests.judge(said, record, who.plan, context)
    return lambda copy: move(put(news.patch, news.unknown, copy, context), moves)


def _find(db: Transaction, call: Call, who: Caller, world: World) -> Record:
    return _look(db, call, who, world).record()


def _look(db: Transaction, call: Call, who: Caller, world: World) -> Stored:
    name = call.values["character_id"]
    if not _CHARACTER_ID.fullmatch(name):  # PostgreSQL does not even take every text
        raise NotFound("character", name)
    try:
        return call.house.catalogue.look_addressed(db, who, NAME, world.name, name)
    except NotFound:
        expect_world(db, who, world)
        raise


def _characters(root: str, *, alias: bool) -> Iterator[Route]:
    many = f"{root}/context/characters/{{game_id}}/{{world_id}}"
    one = f"{many}/{{character_id}}"
    yield Route("POST", many, create, _BODY, wire.Changed, PLACEMENT, 201, alias, creates=True)
    yield Route("GET", many, list_characters, None, wire.Characters, (SESSION,), alias=alias)
    yield Route("GET", one, get, None, wire.Read, (SESSION,), alias=alias)
    yield Route("PATCH", one, update, _BODY, wire.Changed, PLACEMENT, alias=alias)
    yield Route("PUT", one, update, alias=True)
    yield Route("DELETE", one, delete, None, wire.Deleted, (SESSION,), alias=alias)


ROUTES = tuple(
    route
    for root in ("/api", "")
    for part in (_characters, worlds.routes, sessions.routes)
    for route in part(root, alias=not root)
)
"""The vendor's paths, and as aliases those that its pages print."""
