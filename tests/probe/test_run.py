"""The probe, against a served process."""

import pytest
from tests.served import Caller

from greenroom.cli.dialects import all_dialects
from greenroom.probe.cast import Obstacle
from greenroom.probe.run import Finding, probe

EVERY = [*all_dialects()]


def findings(who: Caller, *names: str) -> list[Finding]:
    return [*probe(who.served.url, who.key, names)]


@pytest.mark.parametrize("name", EVERY)
def test_this_server_answers_as_its_transcripts_say(name: str, ada: Caller) -> None:
    found = findings(ada, name)
    assert [one for one in found if one.outcome == "otherwise"] == []
    assert {one.outcome for one in found} == {"as written", "left out"}
    assert {one.dialect for one in found} == {name}
    left_out = [one for one in found if one.outcome == "left out"]
    assert len(left_out) < len(found) / 4
    assert ada.get("/v1/characters").json()["items"] == []


def test_another_answer_is_told(ada: Caller) -> None:
    elsewhere = ada.served.url.replace(
        "127.0.0.1", "localhost"
    )  # the links in its answers lead to the other name
    otherwise = [one for one in probe(elsewhere, ada.key, ["roleplay"]) if one.outcome == "otherwise"]
    assert otherwise
    assert all(one.why.startswith(f"{one.title}: ") for one in otherwise)
    assert any("/media/" in one.why for one in otherwise)


def test_an_account_with_characters_is_left_alone(ada: Caller) -> None:
    ada.post("/studio/v1/workspaces/default/characters", {})
    with pytest.raises(Obstacle, match="has characters"):
        findings(ada, "roleplay")
    assert len(ada.get("/v1/characters").json()["items"]) == 1


@pytest.mark.parametrize("url", ["characters.example", "ftp://characters.example", "http://127.0.0.1:1"])
def test_where_there_is_no_server_one_sentence_says_so(url: str, ada: Caller) -> None:
    with pytest.raises(Obstacle):
        [*probe(url, ada.key, ["native"])]


def test_a_key_that_opens_nothing(ada: Caller) -> None:
    with pytest.raises(Obstacle, match="GET /v1/account answers 401"):
        [*probe(ada.served.url, "rp_none", ["native"])]
