from typing import Any

import pytest
from tests.dialects.inworld.studio import DCA, DCD, Studio

from greenroom.dialects.inworld.bounds import remarks

REMARKS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (
        {"initialMood": {"joy": 100, "fear": -101}},
        [("initialMood.fear", "is -101; documented is -100 to 100")],
    ),
    ({"relationship.fluidity": 3}, [("relationship.fluidity", "is 3; documented is -1 to 1")]),
    (
        {"emotionalFluidity": 1.5, "socialRank": "NaN"},
        [("emotionalFluidity", "is 1.5; documented is 0 to 1")],
    ),
    (
        {DCA: {"voice": {"pitch": 11, "speakingRate": 5}}},
        [(f"{DCA}.voice.pitch", "is 11; documented is -10 to 10")],
    ),
    (
        {"personalKnowledge": {"facts": [{"text": "x" * 255}, {"text": "x" * 296}]}},
        [("personalKnowledge.facts[1].text", "has 296 characters; documented are at most 255")],
    ),
    (
        {f"{DCD}.customDialogStyles": [{"adjectives": ["a"] * 4}]},
        [(f"{DCD}.customDialogStyles[0].adjectives", "has 4 items; documented are at most 3")],
    ),
    (
        {"initialMood.joy": None, DCD: None, "personalKnowledge": None, "hue": 10**9, f"{DCD}.nicknames": []},
        [],
    ),
]


@pytest.mark.parametrize(("values", "found"), REMARKS)
def test_what_lies_beyond_its_bounds_is_remarked_on(
    values: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert list(remarks(values)) == found


def test_the_log_and_greenroom_s_own_api_tell_of_it(studio: Studio) -> None:
    name = studio.create(
        {DCD: {"givenName": "Axeon"}, "initialMood": {"joy": 500}, "relationship": {"fluidity": 3}}
    )["name"]
    said = "initialMood.joy is 500; documented is -100 to 100, and 1 more"
    assert said in studio.who.served.log()
    assert studio.get(name)["initialMood"]["joy"] == 500
    uuid = studio.who.get("/v1/characters").json()["items"][0]["id"]
    told = studio.who.get(f"/v1/characters/{uuid}/views").json()
    assert told["remarks"]["inworld"] == [
        {"field": "initialMood.joy", "why": "is 500; documented is -100 to 100"},
        {"field": "relationship.fluidity", "why": "is 3; documented is -1 to 1"},
    ]
    assert told["remarks"]["roleplay"] == []
