"""What counts as said: each row is a filter and whom of the cast it matches."""

from collections.abc import Callable

import pytest

MESSAGES = [
    ("about:description", "axeon"),
    ("about:given_name", "axeon bea"),
    ("about.description:*", "axeon"),
    ("about:nicknames", "axeon"),
    ("about:mayNarrate", "axeon"),
    ("about:*", "axeon bea"),
    ("mood:fear", "bea"),
    ("mood:joy", "axeon bea"),
    ("voice:speakingRate", "bea"),
    ("voice:*", "axeon bea"),
    ("memory:stats", "axeon"),
    ("memory:stats.count", "axeon"),
    # Set, and with nothing in it.
    ("memory:*", "axeon"),
    ("memory!=null -memory:*", "bea"),
]


@pytest.mark.parametrize(("text", "names"), [*MESSAGES])
def test_a_filter_matches(text: str, names: str, matched: Callable[[str], str]) -> None:
    assert matched(text) == names
