"""Names in the containers of dialects, on both engines."""

import pytest
from tests.characters.conftest import GARDEN, Room

from greenroom.accounts.model import Caller
from greenroom.characters import addresses
from greenroom.characters.addresses import Address
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Record
from greenroom.characters.naming import Derived, Naming
from greenroom.kit.ids import is_uuid

OTHER = GARDEN._replace(dialect="other")
PASTURE = Naming(
    "pasture",
    "Meadow",
    lambda record: iter([record.character_id.upper()]),
    derived=Derived(
        str.upper, lambda name: name.lower() if name.isupper() and is_uuid(name.lower()) else None
    ),
)


@pytest.fixture
def grazing(room: Room) -> Room:
    """The catalogue with a dialect whose names follow from ids."""
    room.catalogue = Catalogue([GARDEN, PASTURE])
    return room


def called(room: Room, who: Caller, naming: Naming, container: str, name: str) -> Record | None:
    """Who is called so."""
    one = room.read(addresses.find, who.account_id, naming, container, name)
    return one.record() if one else None


def by_id(room: Room, who: Caller, naming: Naming, record: Record) -> Record | None:
    """The same character with the name that it has there."""
    one = room.read(addresses.find_by_id, who.account_id, naming, record.character_id)
    return one.record() if one else None


def rows(room: Room, record: Record) -> list[Address]:
    """What is written down."""
    return room.read(addresses.of_character, record, ())


def test_an_address_is_given_once(room: Room, ada: Caller, bob: Caller) -> None:
    made, other = room.create(ada, Character(name="x")), room.create(ada, Character(name="y"))
    foreign = room.create(bob, Character(name="z"))
    assert room.write(addresses.add, made, OTHER, "Beds", "Nora")
    assert not room.write(addresses.add, other, OTHER, "beds", "nORA")
    assert room.write(addresses.add, other, OTHER, "hills", "Nora")
    assert room.write(addresses.add, foreign, OTHER, "beds", "nora")


def test_a_character_is_found_by_its_name_and_by_its_id(room: Room, ada: Caller, bob: Caller) -> None:
    made = room.create(ada, Character(name="Nora"), "garden")
    assert called(room, ada, GARDEN, "beds", "nora") == made
    assert by_id(room, ada, GARDEN, made) == made
    for who, naming in ((bob, GARDEN), (ada, OTHER)):
        assert called(room, who, naming, "beds", "nora") is None
    assert by_id(room, bob, GARDEN, made) is None


def test_a_name_that_was_taken_away_is_free(room: Room, ada: Caller) -> None:
    made, other = (room.create(ada, Character(name=name), "garden") for name in ("Nora", "Theo"))
    assert room.read(addresses.of_character, made, [GARDEN]) == [Address("garden", "beds", "Nora")]
    room.write(addresses.delete, made, GARDEN)
    assert room.read(addresses.of_character, made, [GARDEN]) == []
    assert room.read(addresses.population, ada.account_id, [GARDEN]) == {("garden", "beds"): 1}
    room.write(addresses.delete, other, GARDEN)
    assert room.write(addresses.add, other, GARDEN, "beds", "Nora")


def test_a_container_lists_its_own_oldest_first(room: Room, ada: Caller) -> None:
    made = [room.create(ada, Character(name=str(number)), "garden") for number in range(4)]
    elsewhere = room.create(ada, Character(name="far"), "garden", containers={"garden": "Hills"})
    found = room.read(addresses.oldest_in, ada.account_id, GARDEN, "beds", made[0].character_id, 2)
    assert [one.record().address for one in found] == ["1", "2"]
    (far,) = room.read(addresses.oldest_in, ada.account_id, GARDEN, "hills", "", 9)
    assert far.record() == elsewhere
    assert far.around == elsewhere.around


def test_a_name_that_follows_from_the_id_is_not_written_down(grazing: Room, ada: Caller, bob: Caller) -> None:
    made = grazing.create(ada, Character(name="Nora"), "pasture")
    name = made.character_id.upper()
    assert (made.container, made.address) == ("meadow", name)
    assert [one.dialect for one in rows(grazing, made)] == ["garden"]
    assert called(grazing, ada, PASTURE, "meadow", name) == made
    assert by_id(grazing, ada, PASTURE, made) == made
    for who, container in ((bob, "meadow"), (ada, "beds")):
        assert called(grazing, who, PASTURE, container, name) is None
    assert called(grazing, ada, PASTURE, "meadow", name.lower()) is None
    assert called(grazing, ada, PASTURE, "meadow", "nora") is None


def test_only_where_it_is_another_or_elsewhere_a_name_is_written_down(grazing: Room, ada: Caller) -> None:
    home, far = (
        grazing.create(ada, Character(name="x"), "pasture", containers={"pasture": container})
        for container in ("MEADOW", "Hills")
    )
    namings = grazing.catalogue.namings
    assert grazing.read(addresses.of_character, home, namings) == [
        Address("garden", "beds", "x"),
        Address("pasture", "meadow", home.character_id.upper()),
    ]
    assert rows(grazing, far)[1] == Address("pasture", "hills", far.character_id.upper())
    assert called(grazing, ada, PASTURE, "hills", far.character_id) == far
    assert grazing.read(addresses.population, ada.account_id, namings) == {
        ("garden", "beds"): 2,
        ("pasture", "meadow"): 1,
        ("pasture", "hills"): 1,
    }


def test_who_moves_home_again_is_called_as_before(grazing: Room, ada: Caller) -> None:
    made = grazing.create(ada, Character(name="Nora"), "pasture")
    for container, written in (("Hills", 2), ("Meadow", 1)):
        moved = grazing.write(grazing.catalogue.move, made, PASTURE, container)
        assert (moved.container, moved.address) == (container.lower(), made.address)
        assert len(rows(grazing, made)) == written
        found = called(grazing, ada, PASTURE, container.lower(), made.address)
        assert found is not None
        assert found.container == container.lower()


def test_home_lists_who_is_written_down_there_and_who_is_not(grazing: Room, ada: Caller, bob: Caller) -> None:
    made = [grazing.create(ada, Character(name=str(number)), "pasture") for number in range(5)]
    grazing.create(bob, Character(name="stranger"), "pasture")
    grazing.write(grazing.catalogue.move, made[1], PASTURE, "Hills")
    grazing.write(addresses.delete, made[3], PASTURE)
    assert grazing.write(addresses.add, made[3], PASTURE, "Meadow", "Third")
    found = grazing.read(addresses.oldest_in, ada.account_id, PASTURE, "meadow", "", 9)
    assert [one.character_id for one in found] == [made[at].character_id for at in (0, 2, 3, 4)]
    assert found[2].around.address == "Third"
    assert found[0].record() == made[0]
    after = grazing.read(addresses.oldest_in, ada.account_id, PASTURE, "meadow", made[2].character_id, 1)
    assert [one.around.address for one in after] == ["Third"]
    third = called(grazing, ada, PASTURE, "meadow", "THIRD")
    assert third is not None
    assert third.character_id == made[3].character_id
