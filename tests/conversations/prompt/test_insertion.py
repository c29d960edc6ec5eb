"""Texts at a depth."""

import json

import pytest
from msgspec import Raw

from greenroom.conversations.prompt.insertion import Insertion, depth_prompt, interleave
from greenroom.conversations.prompt.section import Section

HISTORY = [Section("history", "user", str(number)) for number in range(3)]
ROWS = [("depth", 0, "0 1 2 x"), ("depth", 1, "0 1 x 2"), ("depth", 9, "x 0 1 2")]
ROWS += [("from_start", 0, "x 0 1 2"), ("from_start", 2, "0 1 x 2"), ("from_start", 9, "0 1 2 x")]


@pytest.mark.parametrize(("place", "depth", "expected"), ROWS)
def test_places(place: str, depth: int, expected: str) -> None:
    one = Insertion(name="lore", text="x", place="depth" if place == "depth" else "from_start", depth=depth)
    assert " ".join(section.text for section in interleave(HISTORY, [one])) == expected


def test_several_at_one_depth_keep_their_order() -> None:
    two = [Insertion(name="lore", text=text, place="depth", depth=1) for text in "xy"]
    assert "".join(section.text for section in interleave(HISTORY, two)) == "01xy2"


CARDS = [
    ({"prompt": "P"}, ("P", 4, "system")),
    ({"prompt": "P", "depth": 0, "role": "user"}, ("P", 0, "user")),
    ({"prompt": "P", "depth": -1, "role": 2}, ("P", 4, "assistant")),
    ({"prompt": "P", "depth": "2", "role": {}}, ("P", 4, "system")),
    ({"prompt": " "}, None),
    ({"prompt": 7}, None),
    ({}, None),
    (None, None),
]


@pytest.mark.parametrize(("wanted", "expected"), CARDS)
def test_what_a_card_wants_at_a_depth(wanted: object, expected: object) -> None:
    found = depth_prompt({"card": Raw(json.dumps({"data.extensions": {"depth_prompt": wanted}}).encode())})
    assert (found and (found.text, found.depth, found.role)) == expected
    assert depth_prompt({}) is None
