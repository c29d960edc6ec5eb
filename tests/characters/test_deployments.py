"""Frozen copies, on both engines."""

import pytest
from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters import deployments
from greenroom.characters.model import Character, Prompt
from greenroom.problems import CannotDeploy


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


@pytest.mark.parametrize(("length", "fits"), [(1_000_000, True), (1_000_001, False)])
def test_the_bound_counts_characters_of_all_texts(length: int, *, fits: bool) -> None:
    character = Character(prompt=Prompt(scenario="é" * (length - 2), system="é"), examples=("é",))
    if fits:
        deployments.check(character)
    else:
        with pytest.raises(CannotDeploy):
            deployments.check(character)
