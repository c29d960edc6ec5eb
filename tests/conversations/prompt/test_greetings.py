"""First words."""

from tests.conversations.prompt.cast import NORA, materials

from greenroom.characters.model import Character, Greetings
from greenroom.conversations.prompt.greetings import greeting, greetings


def test_greetings_are_the_first_and_its_alternates() -> None:
    assert greetings(NORA) == ("Mind the step, {{user}}.", "You again?")
    assert greetings(Character(greetings=Greetings(alternates=("Hi.",), group_only=("All!",)))) == ("Hi.",)
    assert greetings(Character(greetings=Greetings(first=""))) == ("",)


def test_a_greeting_is_told_to_somebody() -> None:
    assert greeting(materials()) == "Mind the step, Bob."
    assert greeting(materials(), 1) == "You again?"
    assert greeting(materials(), 2) is None
    assert greeting(materials(), -1) is None
