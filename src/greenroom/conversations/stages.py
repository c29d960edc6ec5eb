"""Scenes with their casts: where characters are met, unless a thread says otherwise."""

from collections.abc import Iterable

from greenroom.accounts.model import Caller
from greenroom.characters.model import Whose
from greenroom.conversations import store
from greenroom.conversations.model import Stage
from greenroom.database import Transaction
from greenroom.kit.ids import is_uuid
from greenroom.places.scenes import SCENES, Scene
from greenroom.places.things import Spot, Thing
from greenroom.problems import InUse, NotFound

SQL = store.SQL

_KIND = "house"
"""Of the containers that these scenes stand in, one for each account, and beside those of dialects."""


def spot(account_id: str) -> Spot:
    """Where an account's scenes stand."""
    return Spot(account_id, _KIND, "")


def create(db: Transaction, who: Caller, scene: Scene, cast: Iterable[Whose]) -> Stage:
    """A new scene."""
    hold(db, who.account_id)
    thing = SCENES.insert(db, spot(who.account_id), (), scene)
    _cast_in(db, thing, cast)
    return _stage(db, thing)


def hold(db: Transaction, account_id: str) -> None:
    """Let others wait who change scenes of an account; before any is locked, where a verb changes several."""
    store.hold_account(db, account_id)


def find(db: Transaction, account_id: str, scene_id: str, *, lock: bool = False) -> Stage:
    """A scene of an account; raises NotFound."""
    thing = SCENES.find(db, spot(account_id), scene_id) if is_uuid(scene_id) else None
    if thing is None:
        raise NotFound(SCENES.noun, scene_id)
    return _stage(db, SCENES.lock(db, thing) if lock else thing)


def page(db: Transaction, account_id: str, after: str, most: int) -> list[Stage]:
    """Scenes of an account, oldest first, after the one with the id `after`."""
    return [_stage(db, thing) for thing in SCENES.page(db, spot(account_id), after, most)]


def scene_of(db: Transaction, account_id: str, character_id: str) -> str | None:
    """The id of the scene that a character is met in."""
    row = db.one(SQL.scene_of, {"account_id": account_id, "character_id": character_id})
    return row[0] if row else None


def change(db: Transaction, stage: Stage, scene: Scene, cast: Iterable[Whose] | None) -> Stage:
    """A locked scene as it is now; `cast` are now all who are met in it, None leaves them."""
    thing = SCENES.replace(db, stage.thing, scene)
    if cast is not None:
        wanted = [*cast]
        for character_id in set(stage.cast) - {one.character_id for one in wanted}:
            db.run(SQL.cast_out, _of(thing) | {"character_id": character_id})
        _cast_in(db, thing, wanted)
    return _stage(db, thing)


def move_cast(db: Transaction, stage: Stage, to: Stage) -> Stage:
    """Let all who are met in one locked scene be met in another, which is a revision of both."""
    if not stage.cast or stage.thing.thing_id == to.thing.thing_id:
        return to
    db.run(SQL.cast_elsewhere, _of(stage.thing) | {"to": to.thing.thing_id})
    _touch(db, stage.thing)
    return _stage(db, _touch(db, to.thing))


def delete(db: Transaction, stage: Stage) -> None:
    """Remove a locked scene; raises InUse while somebody is met or talked with in it."""
    if stage.cast:
        raise InUse(SCENES.noun, stage.thing.thing_id, "characters that are met in it")
    if db.one(SQL.played_in, _of(stage.thing)):
        raise InUse(SCENES.noun, stage.thing.thing_id, "threads that play in it")
    SCENES.delete(db, stage.thing)


def _touch(db: Transaction, thing: Thing[Scene]) -> Thing[Scene]:
    return SCENES.replace(db, thing, thing.content)


def _cast_in(db: Transaction, thing: Thing[Scene], cast: Iterable[Whose]) -> None:
    account_id, left = thing.spot.account_id, set[str]()
    for one in sorted(set(cast)):
        before = scene_of(db, account_id, one.character_id)
        left |= {before} - {None, thing.thing_id} if before else set()
        row = {"character_id": one.character_id, "owner_id": one.account_id}
        db.run(SQL.cast_in, _of(thing) | row)
    for scene_id in sorted(left):
        _touch(db, find(db, account_id, scene_id, lock=True).thing)


def _stage(db: Transaction, thing: Thing[Scene]) -> Stage:
    return Stage(thing, tuple(row[0] for row in db.all(SQL.cast_of, _of(thing))))


def _of(thing: Thing[Scene]) -> dict[str, str]:
    return {"account_id": thing.spot.account_id, "scene_id": thing.thing_id}
