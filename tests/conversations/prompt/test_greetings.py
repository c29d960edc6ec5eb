"""First words."""

import pytest
from tests.conversations.prompt.cast import NORA, materials

from greenroom.characters.model import Character, Greetings
from greenroom.conversations.prompt.greetings import greetings, versions


def test_greetings_are_the_first_and_its_alternates() -> None:
    assert greetings(NORA) == ("Mind the step, {{user}}.", "You again?")
    assert greetings(Character(greetings=Greetings(alternates=("Hi.",), group_only=("All!",)))) == ("Hi.",)


@pytest.mark.parametrize("first", ["", " ", "\n\t"])
def test_a_first_one_that_is_blank_is_none(first: str) -> None:
    assert greetings(Character(greetings=Greetings(first=first))) == ()
    assert greetings(Character(greetings=Greetings(first=first, alternates=("", "Hi.")))) == ("", "Hi.")


def test_greetings_are_told_to_somebody() -> None:
    assert versions(materials(), 1) == {0: "Mind the step, Bob.", 1: "You again?"}
    assert versions(materials(Character()), 0) == {}


def test_nothing_is_told_of_one_that_is_blank() -> None:
    some = materials(Character(greetings=Greetings(first="Hi.", alternates=("", "{{// aside}} ", "You?"))))
    assert versions(some, 0) == versions(some, 3) == {0: "Hi.", 3: "You?"}
    assert versions(some, 1) == versions(some, 2) == {}
