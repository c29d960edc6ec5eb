"""Surroundings: what is said of them reaches the prompt, and what is done with them is picked by the model."""

from typing import Any

import pytest
from tests.dialects.convai.neighbours.interaction.player import Player
from tests.model_peer import tokens
from tests.served import Caller

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


@pytest.fixture
def barkeeper(ada: Caller) -> Player:
    """Ada with a character whom the real model plays."""
    return Player.of(ada, model_group_name="real", actions=["point", "wave"], verbosity=0)


def test_they_reach_the_model(barkeeper: Player) -> None:
    costs = []
    for more in ({}, BAR):
        session = barkeeper.say("A drink, please.", **more)["sessionID"]
        costs.append(barkeeper.messages(session)[-1]["usage"]["prompt_tokens"])
    assert costs[1] > costs[0] + 20


def test_the_steps_are_of_what_can_be_done(barkeeper: Player) -> None:
    answer = barkeeper.say("Serve me a Mojito, please.", classification="multistep", **BAR)
    assert (answer["userQuery"], answer["response"]) == ("Serve me a Mojito, please.", answer["text"])
    steps = answer["actionSequence"].split("\n") if answer["actionSequence"] else []
    assert set(steps) <= {
        f"{action} {thing}".strip()
        for action in ("Play", "Serve", "Call Cab")
        for thing in ("", "Mojito", "Jukebox", "User")
    }
    assert len(steps) <= 8


def test_without_actions_in_the_request_they_are_the_characters_own(barkeeper: Player) -> None:
    steps = barkeeper.say("Wave at me!", classification="multistep")["actionSequence"]
    assert set(steps.splitlines()) <= {"point", "wave"}


def test_a_query_is_given_one_of_the_labels(barkeeper: Player) -> None:
    answer = barkeeper.say("Hello!", classification="True", classLabels="greeting, order")
    assert answer["tag"] in {"greeting", "order"}
    assert "actionSequence" not in answer


def test_a_stream_ends_with_what_is_asked_for_beside_the_text(barkeeper: Player) -> None:
    *pieces, last = barkeeper.events("Hello!", classification="True", classLabels=["greeting"])
    assert "".join(one["text"] for one in pieces).strip()
    assert (last["text"], last["tag"]) == ("", "greeting")


def test_a_model_that_keeps_to_no_form_picks_nothing(player: Player) -> None:
    assert player.say("Hello", classification="True", classLabels="a,b")["tag"] == ""
    assert player.say("Hello", classification="True")["tag"] == ""
    answer = player.say("Hello", classification="multistep", **BAR)
    assert (answer["response"], answer["actionSequence"]) == (tokens(), "")
    assert player.say("Hello", classification="multistep")["actionSequence"] == ""


@pytest.mark.parametrize("wanted", [None, "False", False, ""])
def test_nothing_is_asked_for_beside_the_text(wanted: Any, player: Player) -> None:
    assert len(player.say("Hello", classification=wanted, classLabels="a,b")) == 5
