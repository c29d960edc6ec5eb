"""What of a character is asked of the model beside the prompt."""

import pytest

from greenroom.characters.model import Character, Engine, Style
from greenroom.conversations.prompt.parameters import more_room, overlaid, parameters, reserve
from greenroom.llm.model import Parameters

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


OWN = Parameters(temperature=0.3, max_tokens=512)
SAID = [
    (Parameters(), OWN),
    (Parameters(temperature=0), Parameters(temperature=0, max_tokens=512)),
    (Parameters(max_tokens=1, seed=0), Parameters(temperature=0.3, max_tokens=1, seed=0)),
    (Parameters(stop=("x",)), Parameters(temperature=0.3, max_tokens=512, stop=("x",))),
    (Parameters(logprobs=True), Parameters(temperature=0.3, max_tokens=512, logprobs=True)),
]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_what_a_client_says_stands_before_it(said: Parameters, expected: Parameters) -> None:
    assert overlaid(OWN, said) == expected


ROOM = [
    ("low", None, 0),
    (None, "high", 4096),
    ("low", "high", 3072),
    ("high", "none", -4096),
    ("high", "high", 0),
]


@pytest.mark.parametrize(("own", "said", "expected"), ROOM)
def test_who_thinks_longer_has_more_room(own: str | None, said: str | None, expected: int) -> None:
    assert more_room(Parameters(reasoning_effort=own), Parameters(reasoning_effort=said)) == expected
