"""A server without a model: everything but generation works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dialects.native.talk.talker import Talker
from tests.isolation.ask import said
from tests.served import Caller, Served

BELL = "goals: [{name: bell, activation: [{trigger: ding}], actions: [{say: The bell rings.}]}]"


@pytest.fixture(scope="module")
def modelless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("modelless")
    with Served(folder, str(folder / "greenroom.db")) as served:
        yield served


@pytest.fixture
def cleo(modelless: Served) -> Caller:
    return modelless.newcomer("guest")


def test_what_a_model_would_be_asked_is_shown(cleo: Caller) -> None:
    shown = said(cleo.get(f"{Talker.of(cleo).path}/prompt"))
    assert (shown["tokens"] <= shown["window"], shown["exact"]) == (True, False)


def test_a_verbatim_line_is_said(cleo: Caller) -> None:
    talk = Talker.of(cleo, {"name": "Nora", "goals": BELL})
    assert talk.say("Hello", triggers=["ding"])["reply"]["text"] == "The bell rings."


def test_generation_says_which_setting_it_lacks_and_costs_nothing(cleo: Caller) -> None:
    talk = Talker.of(cleo)
    body = {"model": f"character:{talk.character_id}", "messages": [{"role": "user", "content": "Hi"}]}
    for answer in (talk.ask("Hello"), cleo.post("/v1/chat/completions", body)):
        assert (answer.status_code, "model_url" in answer.text) == (503, True)
    assert talk.texts()[-1] == "Hello"


@pytest.mark.parametrize(("model", "status"), [("whatever", 400), ("default", 201), ("", 201)])
def test_a_thread_names_a_model_that_there_could_be(cleo: Caller, model: str, status: int) -> None:
    talk = Talker.of(cleo)
    answer = cleo.post("/v1/threads", {"character": talk.character_id, "model": model})
    assert answer.status_code == status
