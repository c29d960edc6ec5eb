"""Names in the containers of dialects, on both engines."""

from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters import addresses
from greenroom.characters.addresses import Address
from greenroom.characters.model import Character


def test_an_address_is_given_once(room: Room, ada: Caller, bob: Caller) -> None:
    made, other = room.create(ada, Character(name="x")), room.create(ada, Character(name="y"))
    foreign = room.create(bob, Character(name="z"))
    assert room.write(addresses.add, made, "other", "Beds", "Nora")
    assert not room.write(addresses.add, other, "other", "beds", "nORA")
    assert room.write(addresses.add, other, "other", "hills", "Nora")
    assert room.write(addresses.add, foreign, "other", "beds", "nora")


def test_a_character_is_found_by_its_name_and_by_its_id(room: Room, ada: Caller, bob: Caller) -> None:
    made = room.create(ada, Character(name="Nora"), "garden")
    assert room.read(addresses.find, ada.account_id, "garden", "beds", "nora") == made
    assert room.read(addresses.find_by_id, ada.account_id, "garden", made.character_id) == made
    for who, dialect in ((bob, "garden"), (ada, "stable")):
        assert room.read(addresses.find, who.account_id, dialect, "beds", "nora") is None
    assert room.read(addresses.find_by_id, bob.account_id, "garden", made.character_id) is None


def test_a_name_that_was_taken_away_is_free(room: Room, ada: Caller) -> None:
    made, other = (room.create(ada, Character(name=name), "garden") for name in ("Nora", "Theo"))
    assert room.read(addresses.of_character, made) == [Address("garden", "beds", "Nora")]
    room.write(addresses.delete, made, "garden")
    assert room.read(addresses.of_character, made) == []
    assert room.read(addresses.population, ada.account_id) == {("garden", "beds"): 1}
    room.write(addresses.delete, other, "garden")
    assert room.write(addresses.add, other, "garden", "beds", "Nora")


def test_a_container_lists_its_own_oldest_first(room: Room, ada: Caller) -> None:
    made = [room.create(ada, Character(name=str(number)), "garden") for number in range(4)]
    elsewhere = room.create(ada, Character(name="far"), "garden", containers={"garden": "Hills"})
    found = room.read(addresses.oldest_in, ada.account_id, "garden", "beds", made[0].character_id, 2)
    assert [one.record().address for one in found] == ["1", "2"]
    (far,) = room.read(addresses.oldest_in, ada.account_id, "garden", "hills", "", 9)
    assert far.record() == elsewhere
    assert far.around == elsewhere.around
