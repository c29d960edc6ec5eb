"""What of a character is asked of the model beside the prompt."""

import pytest

from greenroom.characters.model import Character, Engine, Style
from greenroom.conversations.prompt.parameters import parameters, reserve

ROWS = [
    (Engine(), "", 512),
    (Engine(verbosity=0), "", 128),
    (Engine(verbosity=4), "", 2048),
    (Engine(verbosity=9), "", 2048),
    (Engine(verbosity=-9), "", 128),
    (Engine(verbosity=4), "short", 192),
    (Engine(), "odd", 512),
    (Engine(reasoning="low"), "short", 1216),
    (Engine(reasoning="auto"), "short", 192),
]


@pytest.mark.parametrize(("engine", "length", "expected"), ROWS)
def test_how_long_a_reply_may_be(engine: Engine, length: str, expected: int) -> None:
    character = Character(engine=engine, style=Style(response_length=length))
    assert reserve(character) == expected
    assert parameters(character).max_tokens == expected


@pytest.mark.parametrize(("level", "expected"), [("", None), ("auto", None), ("low", "low")])
def test_sampling(level: str, expected: str | None) -> None:
    found = parameters(Character(engine=Engine(temperature=0.3, reasoning=level)))
    assert (found.temperature, found.reasoning_effort) == (0.3, expected)
