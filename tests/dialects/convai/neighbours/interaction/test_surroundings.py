"""Surroundings: what is said of them, in every form, reaches the prompt."""

from typing import Any

import pytest
from tests.dialects.convai.neighbours.interaction.player import Player

from greenroom.dialects.convai.neighbours.interaction.surroundings import (
    Surroundings,
    Thing,
    read_surroundings,
)

MOJITO = Thing("Mojito (Can be: Served|Cannot be: Played)", "For once, a VIRGIN Mojito.")
BAR: dict[str, Any] = {
    "actions": "Play, Serve, Call Cab",
    "objects": '{"name": "Mojito", "description": "Cold."};{"name": "Jukebox", "description": "Loud."};',
    "characters": '[{"name": "User", "bio": "A guest."}]',
}
READ: list[tuple[dict[str, Any], Surroundings]] = [
    ({}, Surroundings()),
    ({"actions": "Play, Serve,, Call  Cab "}, Surroundings(("Play", "Serve", "Call Cab"))),
    ({"actions": ["Play", ""]}, Surroundings(("Play",))),
    ({"actions": '["Play", "Serve"]'}, Surroundings(("Play", "Serve"))),
    ({"objects": [{"name": "Book", "description": ""}]}, Surroundings(objects=(Thing("Book", ""),))),
    ({"objects": '{"name": "Book"}'}, Surroundings(objects=(Thing("Book", ""),))),
    (
        {"objects": '{"name": "Book", "description": "a"};{"name": "Cup"};'},
        Surroundings(objects=(Thing("Book", "a"), Thing("Cup", ""))),
    ),
    ({"objects": "Book; Cup"}, Surroundings(objects=(Thing("Book", ""), Thing("Cup", "")))),
    (
        {"objects": ['{"name": "Book"}', {"description": "nameless"}]},
        Surroundings(objects=(Thing("Book", ""),)),
    ),
    (
        {"characters": [{"name": "User", "bio": "A guest."}], "objects": None},
        Surroundings(characters=(Thing("User", "A guest."),)),
    ),
]


@pytest.mark.parametrize(("fields", "found"), READ, ids=[str(row[0]) for row in READ])
def test_they_are_read_in_every_form(fields: dict[str, Any], found: Surroundings) -> None:
    assert read_surroundings(fields) == found


def test_they_are_said_in_sentences() -> None:
    here = Surroundings(("Play", "Serve"), (MOJITO, Thing("Book", "")), (Thing("User", "A guest."),))
    assert here.sentences() == (
        "What can be done here: Play, Serve.",
        "Within reach: Mojito (Can be: Served|Cannot be: Played) – For once, a VIRGIN Mojito.",
        "Within reach: Book",
        "Also here: User – A guest.",
    )
    assert MOJITO.called == "Mojito"
    assert Thing("(unnamed)", "").called == "(unnamed)"


def test_they_reach_the_model(player: Player) -> None:
    asked = "A drink, please. #find=Jukebox #tokens=1"
    assert [player.say(asked, **more)["text"] for more in ({}, BAR)] == ["1x0 ", "2x0 "]
