"""Dice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt.dice import Dice


@given(st.text(), st.integers(1, 10**9), st.text())
def test_a_throw_is_within_its_sides_and_the_same_again(seed: str, most: int, what: str) -> None:
    thrown = Dice(seed).below(most, what)
    assert 0 <= thrown < most
    assert Dice(seed).below(most, what) == thrown


def test_every_side_comes_up_about_equally() -> None:
    counts = [0] * 6
    for message in range(6_000):
        counts[Dice(str(message)).below(6, "x")] += 1
    assert all(850 < count < 1150 for count in counts)


def test_one_seed_changes_with_the_message_and_the_other_does_not() -> None:
    first, second = Dice("message 1", "thread"), Dice("message 2", "thread")
    assert [first.below(1000, at) for at in range(5)] != [second.below(1000, at) for at in range(5)]
    assert [first.stable_below(1000, at) for at in range(5)] == [
        second.stable_below(1000, at) for at in range(5)
    ]


def test_a_die_has_sides() -> None:
    with pytest.raises(ValueError, match="at least one side"):
        Dice().below(0)
