"""Frozen copies, on both engines."""

from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters import deployments
from greenroom.characters.model import Character


def test_what_is_frozen_stays_as_it_was(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="Nora"), live=False)
    room.write(deployments.add, made, "one")
    later = room.change(ada, made, live=False, name="Theo")
    room.write(deployments.add, later, "other")
    assert room.read(deployments.waiting, made) == {
        "one": (1, Character(name="Nora")),
        "other": (2, Character(name="Theo")),
    }
    room.write(deployments.update, made, "one", Character(name="Nora B."))
    room.write(deployments.delete, made, "other")
    assert room.read(deployments.waiting, made) == {"one": (1, Character(name="Nora B."))}
