"""Scenes with their casts: who is met where, and what keeps a scene."""

import pytest
from tests.conversations.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters.model import Character, Record, Whose
from greenroom.conversations import stages
from greenroom.conversations.model import Stage
from greenroom.places.scenes import Scene
from greenroom.problems import InUse, NotFound


def make(room: Room, who: Caller, *cast: Record) -> Stage:
    return room.write(lambda db: stages.create(db, who, Scene("Office"), [_whose(one) for one in cast]))


def _whose(record: Record) -> Whose:
    return Whose(record.account_id, record.character_id)


def test_a_thread_plays_where_its_character_is_met(room: Room, ada: Caller) -> None:
    record, other = room.character(ada), room.character(ada)
    office, harbour = make(room, ada, record, other), make(room, ada)
    assert office.cast == tuple(sorted([record.character_id, other.character_id]))
    assert room.begin(ada, record).scene_id == office.thing.thing_id
    assert room.begin(ada, record, scene_id=harbour.thing.thing_id).scene_id == harbour.thing.thing_id
    room.write(lambda db: stages.move_cast(db, office, harbour))
    assert room.begin(ada, other).scene_id == harbour.thing.thing_id
    again = make(room, ada, other)  # who is met in one place at a time
    assert room.begin(ada, other).scene_id == again.thing.thing_id
    changed = room.write(lambda db: stages.change(db, again, Scene("Empty"), []))
    assert (changed.cast, changed.thing.revision) == ((), 2)
    assert room.begin(ada, other).scene_id is None


def test_a_scene_in_use_stays(room: Room, ada: Caller) -> None:
    record = room.character(ada)
    scene = make(room, ada, record)
    thread = room.begin(ada, record)

    def delete() -> None:
        room.write(lambda db: stages.delete(db, stages.find(db, ada.account_id, scene.thing.thing_id)))

    with pytest.raises(InUse):
        delete()
    room.write(lambda db: stages.change(db, scene, Scene("Office"), []))
    with pytest.raises(InUse):
        delete()
    room.change(ada, thread, scene_id=None)
    delete()
    with pytest.raises(NotFound):
        delete()


def test_who_is_deleted_is_met_nowhere(room: Room, ada: Caller, bob: Caller) -> None:
    record = room.character(bob, Character(name="Nora", visibility="public"))
    scene = make(room, ada, record)
    assert scene.cast == (record.character_id,)
    room.write(lambda db: room.catalogue.delete(db, record))
    assert room.write(lambda db: stages.find(db, ada.account_id, scene.thing.thing_id)).cast == ()


def test_another_ones_scene_is_not_there(room: Room, ada: Caller, bob: Caller) -> None:
    scene = make(room, ada)
    with pytest.raises(NotFound):
        room.write(lambda db: stages.find(db, bob.account_id, scene.thing.thing_id))
