"""First words."""

from tests.conversations.prompt.cast import NORA, materials

from greenroom.characters.model import Character, Greetings
from greenroom.conversations.prompt.greetings import greetings, versions


def test_greetings_are_the_first_and_its_alternates() -> None:
    assert greetings(NORA) == ("Mind the step, {{user}}.", "You again?")
    assert greetings(Character(greetings=Greetings(alternates=("Hi.",), group_only=("All!",)))) == ("Hi.",)
    assert greetings(Character(greetings=Greetings(first=""))) == ("",)


def test_greetings_are_told_to_somebody() -> None:
    assert versions(materials(), 1) == {0: "Mind the step, Bob.", 1: "You again?"}
    assert versions(materials(Character()), 0) == {}
