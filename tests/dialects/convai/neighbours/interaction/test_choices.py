"""Choices: what a real model picks for what was said and answered, and what is picked where a model keeps to no form."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.conftest import Run
from tests.dialects.convai.neighbours.interaction.player import Player
from tests.dialects.convai.neighbours.interaction.test_surroundings import BAR
from tests.model_peer import ModelPeer, tokens
from tests.model_server import ModelServer
from tests.served import Caller

from greenroom.dialects.convai.neighbours.interaction.choices import MOST_STEPS, label, steps
from greenroom.llm.openai_compatible import OpenAICompatible

ORDER = "A Mojito, please. #keeps=form"
ACTIONS, TARGETS = ("Play", "Serve"), ("Mojito", "Jukebox")


@pytest.fixture
def real(model_server: ModelServer, run: Run) -> Iterator[OpenAICompatible]:
    backend = OpenAICompatible(model_server.endpoint, "")
    yield backend
    run(backend.close())


@pytest.fixture
def peer(model_peer: ModelPeer, run: Run) -> Iterator[OpenAICompatible]:
    backend = OpenAICompatible(model_peer.endpoint, "")
    yield backend
    run(backend.close())


def test_a_real_model_picks_among_what_there_is(real: OpenAICompatible, run: Run) -> None:
    """Or nothing, where it takes too long."""
    assert run(label(real, "Hello!", ("greeting", "order"))) in {"greeting", "order", ""}
    picked = run(steps(real, ORDER, "At once.", ACTIONS, TARGETS))
    assert len(picked) <= MOST_STEPS
    assert set(picked) <= {f"{one} {on}".strip() for one in ACTIONS for on in ("", *TARGETS)}


@pytest.mark.parametrize("how", ["", "#status=500", "#then=cut", "#tokens=4000"])
def test_what_is_no_such_json_is_no_pick(how: str, peer: OpenAICompatible, run: Run) -> None:
    assert run(label(peer, f"Hello! {how}", ("greeting", "order"))) == ""
    assert run(steps(peer, f"Hello! {how}", "Hi.", ACTIONS, TARGETS)) == ()


def test_what_keeps_to_the_form_is_picked(peer: OpenAICompatible, run: Run) -> None:
    assert run(steps(peer, ORDER, "At once.", ACTIONS, TARGETS)) == ("Play",)
    assert run(label(peer, ORDER, ("order", "greeting"))) == "order"


def test_of_nothing_nothing_is_picked(peer: OpenAICompatible, run: Run) -> None:
    assert run(label(peer, "Hello!", ())) == ""
    assert run(steps(peer, "Hello!", "Hi.", (), TARGETS)) == ()


def test_a_query_is_tagged(player: Player) -> None:
    answer = player.say(ORDER, classification="True", classLabels="order, greeting")
    assert (answer["text"], answer["tag"]) == (tokens(), "order")
    assert len(answer) == 6


def test_a_stream_ends_with_the_tag(player: Player) -> None:
    *pieces, last = player.events(ORDER, classification="True", classLabels=["order"])
    assert "".join(one["text"] for one in pieces) == tokens()
    assert (last["text"], last["tag"]) == ("", "order")


def test_steps_are_of_what_the_request_has(player: Player) -> None:
    answer = player.say(ORDER, classification="multistep", **BAR)
    more = {"userQuery": ORDER, "response": tokens(), "actionSequence": "Play"}
    assert answer == {"text": tokens(), **more} | {name: answer[name] for name in answer if name not in more}
    assert len(answer) == 8


def test_or_else_the_characters_own(ada: Caller) -> None:
    player = Player.of(ada, actions="nod, wave")
    assert player.say(ORDER, classification="MultiStep")["actionSequence"] == "nod"


def test_a_model_that_keeps_to_no_form_picks_nothing(player: Player) -> None:
    assert player.say("Hello", classification="True", classLabels="a,b")["tag"] == ""
    answer = player.say("Hello", classification="multistep", **BAR)
    assert (answer["response"], answer["actionSequence"]) == (tokens(), "")
    assert player.say("Hello", classification="multistep")["actionSequence"] == ""


@pytest.mark.parametrize("wanted", [None, "False", False, ""])
def test_nothing_is_picked_unless_it_is_asked_for(wanted: Any, player: Player) -> None:
    assert len(player.say("Hello", classification=wanted, classLabels="a,b")) == 5
