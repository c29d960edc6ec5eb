"""Scenes: to be made, listed, read, changed and removed, and their casts to be moved."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace
from starlette.responses import Response

from greenroom.accounts.idempotency import Made
from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.model import Whose
from greenroom.conversations import stages
from greenroom.conversations.model import Stage
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.conditions import check_match
from greenroom.dialects.kit.paging import next_link, one_of, page_of, read_cursor, whole_number
from greenroom.dialects.kit.routes import Reader, Route, Writer
from greenroom.dialects.native.characters import PAGE
from greenroom.dialects.native.talk import bodies, wire
from greenroom.dialects.native.talk.headers import IF_MATCH, IF_NONE_MATCH
from greenroom.dialects.native.talk.tags import shown_as, tagged
from greenroom.dialects.native.wire import Deleted
from greenroom.http.answers import json_answer
from greenroom.kit.clock import rfc3339
from greenroom.kit.json_values import encode_json
from greenroom.places.scenes import Scene
from greenroom.problems import BadValue, NotDeployed, NotFound

_PURPOSE = "native scenes"
ONE = "/v1/scenes/{scene_id}"


class _Cursor(Struct, array_like=True):
    after: str


async def list_own(call: Call, who: Reader) -> Response:
    """Own scenes, oldest first."""
    query = call.query()
    most = whole_number("limit", one_of(query, "limit", "20"), 1, 100)
    cursor = read_cursor(call.house.signer, _Cursor, _PURPOSE, one_of(query, "cursor", ""), who.account_id)
    after = cursor.after if cursor else ""
    found = await call.scan(lambda db: stages.page(db, who.account_id, after, most + 1))
    page, following = page_of(
        call, found, most, _PURPOSE, lambda last: _Cursor(last.thing.thing_id), who.account_id
    )
    items = [show(one) for one in page]
    return json_answer({"items": items, "next_cursor": following}, headers=next_link(call, following))


async def create(call: Call, who: Writer) -> Response:
    """Make a scene."""
    said = await bodies.read(call, wire.NewScene)

    def make(db: Transaction) -> Made:
        scene = Scene(said.title, said.description, said.period)
        return Made(
            encode_json(show(stages.create(db, who, scene, _cast(call, who, db, said.characters)))), 201
        )

    return await call.create(who, make)


async def get(call: Call, who: Reader) -> Response:
    """One own scene."""
    found = await call.read(lambda db: stages.find(db, who.account_id, call.values["scene_id"]))
    return shown_as(call, show(found), found.thing.revision)


async def patch(call: Call, who: Writer) -> Response:
    """Change a scene by a JSON Merge Patch (RFC 7396)."""
    said = await bodies.read(call, wire.ScenePatch)
    words = {name: getattr(said, name) for name in ("title", "description", "period")}

    def apply(db: Transaction) -> Stage:
        stages.hold(db, who.account_id)
        old = find(call, who, db)
        changes = {name: value or "" for name, value in words.items() if value is not UNSET}
        cast = None if said.characters is UNSET else [*_cast(call, who, db, said.characters or ())]
        return stages.change(db, old, replace(old.thing.content, **changes), cast)

    changed = await call.write(apply)
    return json_answer(show(changed), headers=[tagged(changed.thing.revision, show(changed))])


async def move(call: Call, who: Writer) -> Response:
    """Let all characters of this scene be met in another, which is the answer."""
    said = await bodies.read(call, wire.MoveCast)

    def apply(db: Transaction) -> Stage:
        stages.hold(db, who.account_id)
        here = find(call, who, db)
        return stages.move_cast(db, here, stages.find(db, who.account_id, said.to, lock=True))

    return json_answer(show(await call.write(apply)))


async def delete(call: Call, who: Writer) -> Response:
    """Remove a scene in which nobody is met, and no thread plays."""
    await call.write(lambda db: stages.delete(db, find(call, who, db)))
    return json_answer({"id": call.values["scene_id"], "deleted": True})


def find(call: Call, who: Caller, db: Transaction) -> Stage:
    """The scene in the path, locked, if it is as the request expects it to be."""
    found = stages.find(db, who.account_id, call.values["scene_id"], lock=True)
    check_match(call.request.headers, found.thing.revision)
    return found


def show(stage: Stage) -> dict[str, Any]:
    """A scene on the wire."""
    thing = stage.thing
    return {
        "id": thing.thing_id,
        "revision": thing.revision,
        "created_at": rfc3339(thing.created_at),
        "updated_at": rfc3339(thing.updated_at),
        "title": thing.content.title,
        "description": thing.content.description,
        "period": thing.content.period,
        "characters": [*stage.cast],
    }


def _cast(call: Call, who: Caller, db: Transaction, characters: Iterable[str]) -> Iterator[Whose]:
    """Whose these characters are; raises BadValue for one that the account can't talk with."""
    for at, character_id in enumerate(characters):
        try:
            record = call.house.catalogue.conversable(db, who.account_id, character_id)
        except (NotFound, NotDeployed):
            raise BadValue(f"characters[{at}]", "is no character that can be talked with") from None
        yield Whose(record.account_id, record.character_id)


ROUTES = (
    Route("GET", "/v1/scenes", list_own, None, wire.Scenes, PAGE, tag="scenes"),
    Route("POST", "/v1/scenes", create, wire.NewScene, wire.Scene, status=201, creates=True, tag="scenes"),
    Route("GET", ONE, get, None, wire.Scene, tag="scenes", headers=(IF_NONE_MATCH,)),
    Route("PATCH", ONE, patch, wire.ScenePatch, wire.Scene, tag="scenes", headers=(IF_MATCH,)),
    Route("DELETE", ONE, delete, None, Deleted, tag="scenes", headers=(IF_MATCH,)),
    Route("POST", f"{ONE}/move", move, wire.MoveCast, wire.Scene, tag="scenes", headers=(IF_MATCH,)),
)
