"""Cards that come and go through Greenroom's own API; what is in them is the business of tests/cards."""

import pytest
from tests.dialects.roleplay.bodies import created
from tests.served import Caller

CARD = {"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "Nora", "first_mes": "Hi."}}


@pytest.mark.parametrize("spec", ["chara_card_v2", "chara_card_v3"])
def test_a_character_leaves_in_either_form(spec: str, ada: Caller) -> None:
    one = created(ada)
    card = ada.get(f"/v1/characters/{one['id']}/export?format={spec}").json()
    assert (card["spec"], card["data"]["name"]) == (spec, one["name"])


def test_no_other_form_is_known(ada: Caller) -> None:
    answer = ada.get(f"/v1/characters/{created(ada)['id']}/export?format=pdf")
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:greenroom:problem:bad-parameter")


def test_a_card_becomes_a_character(ada: Caller) -> None:
    answer = ada.post("/v1/imports", CARD)
    said = answer.json()
    assert answer.status_code == 201
    assert (said["character"]["name"], said["notes"]) == ("Nora", [])
    about = (
        "notes",
        "report",
        "format",
        "container",
        "sha256",
        "others",
        "lorebooks",
        "alternatives",
        "failures",
    )
    assert ada.get(f"/v1/characters/{said['id']}").json() == {
        name: value for name, value in said.items() if name not in about
    }


def test_what_is_no_card_is_refused(ada: Caller) -> None:
    answer = ada.post("/v1/imports", {"spec": "x"})
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:greenroom:problem:bad-card")
