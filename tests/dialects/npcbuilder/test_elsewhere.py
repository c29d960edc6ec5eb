"""One character in this dialect and in others: where it stands, and what is carried over."""

from typing import Any

import pytest
from tests.dialects.npcbuilder.bodies import (
    BLANK,
    WHOLE,
    WORLD,
    core,
    created,
    got,
    listed,
    patched,
    refused,
    said,
)
from tests.served import PICTURE, Caller

DEFAULT = "/api/context/characters/default/default"
STUDIO = "/studio/v1/workspaces/default/characters"
DCD = "defaultCharacterDescription"
NORA = {"name": "Nora", "definition": "A fixer.", "greetings": ["Hi."], "avatar": PICTURE}


def made_elsewhere(who: Caller, **fields: Any) -> Any:
    """A character of another dialect, as this one shows it."""
    said(who.post("/apiCreateCharacter", NORA | fields))
    (one,) = listed(who, DEFAULT)
    return got(who, one["id"], DEFAULT)


def put(who: Caller, character: Any, **fields: Any) -> Any:
    said(who.send("PATCH", f"{DEFAULT}/{character['id']}", json=fields))
    return got(who, character["id"], DEFAULT)


def test_a_character_made_elsewhere_stands_in_the_default_world(ada: Caller) -> None:
    character = made_elsewhere(ada)
    assert character == {"id": character["id"]} | BLANK | {"name": "Nora", "description": "A fixer."}
    assert len(character["id"]) == 20
    assert put(ada, character, **character) == character
    assert put(ada, character, description="new", role="guard") == character | {
        "description": "new",
        "role": "guard",
    }
    assert said(ada.get("/apiListCharacters"))["characters"][0]["definition"] == "new"


def test_its_uuid_is_an_address_too(ada: Caller) -> None:
    character = made_elsewhere(ada)
    identity = said(ada.get("/apiListCharacters"))["characters"][0]["id"]
    assert got(ada, identity.upper(), DEFAULT) == character
    for other in (character["id"].swapcase(), f"0{character['id'][1:]}", "z" * 20):
        assert refused(ada.get(f"{DEFAULT}/{other}")) == (404, "not_found", "")
    answer = ada.get(f"{WORLD}/{identity}")
    assert refused(answer) == (404, "not_found", "")
    assert answer.json()["message"] == "world not found: game123/world456"


def test_an_id_of_a_world_of_ones_own_has_any_case(ada: Caller) -> None:
    character = created(ada)
    assert got(ada, character["id"].swapcase()) == character
    assert refused(ada.get(f"{DEFAULT}/{character['id']}")) == (404, "not_found", "")


def test_what_is_shown_may_be_put_back_beyond_the_limits(ada: Caller) -> None:
    character = made_elsewhere(ada, name="N" * 100, definition="d" * 5000)
    assert put(ada, character, **character | {"tone": "formal"}) == character | {"tone": "formal"}
    answer = ada.send("PATCH", f"{DEFAULT}/{character['id']}", json={"name": "M" * 26})
    assert refused(answer) == (400, "bad_request", "name")


def test_what_another_dialect_takes_and_this_one_refuses_may_be_put_back_too(ada: Caller) -> None:
    said(ada.post(STUDIO, {DCD: {"givenName": "Nu\0l"}}))
    (one,) = listed(ada, DEFAULT)
    shown = got(ada, one["id"], DEFAULT)
    assert shown["name"] == "Nu\0l"
    assert put(ada, shown, **shown | {"tone": "formal"}) == shown | {"tone": "formal"}
    answer = ada.send("PATCH", f"{DEFAULT}/{one['id']}", json={"name": "a\0"})
    assert refused(answer) == (400, "bad_request", "name")


CARRIED: list[tuple[str, Any, str, Any]] = [
    ("age", "infant", "lifeStage", "LIFE_STAGE_CHILDHOOD"),
    ("age", "child", "lifeStage", "LIFE_STAGE_CHILDHOOD"),
    ("age", "teenager", "lifeStage", "LIFE_STAGE_ADOLESCENCE"),
    ("age", "youngAdult", "lifeStage", "LIFE_STAGE_YOUNG_ADULTHOOD"),
    ("age", "adult", "lifeStage", "LIFE_STAGE_MIDDLE_ADULTHOOD"),
    ("age", "middleAged", "lifeStage", "LIFE_STAGE_MIDDLE_ADULTHOOD"),
    ("age", "elderly", "lifeStage", "LIFE_STAGE_LATE_ADULTHOOD"),
    ("tone", "formal", "exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_FORMAL"),
    ("tone", "casual", "exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_LAIDBACK"),
    ("tone", "sarcastic", "exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_SARCASTIC"),
    ("tone", "mysterious", "exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_MYSTERIOUS"),
    ("tone", "emotive", "exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_EMPATHETIC"),
    ("gender", "Male", "pronoun", "PRONOUN_MALE"),
    ("gender", "Female", "pronoun", "PRONOUN_FEMALE"),
    ("gender", "Other", "pronoun", "PRONOUN_OTHER"),
    ("gender", "agender", "pronoun", "PRONOUN_OTHER"),
    ("role", "questGiver", "characterRole", "quest giver"),
    ("role", "noRole", "characterRole", ""),
    ("traits", ["brave"], "personalityAdjectives", ["brave"]),
    ("description", "d", "description", "d"),
    ("name", "Nora", "givenName", "Nora"),
]


@pytest.mark.parametrize(("here", "said_here", "there", "meant"), CARRIED)
def test_what_is_said_here_is_meant_there(
    here: str, said_here: Any, there: str, meant: Any, ada: Caller
) -> None:
    character = created(ada, {here: said_here})
    (shown,) = said(ada.get(STUDIO))["characters"]
    assert shown[DCD][there] == meant
    studio = f"/studio/v1/{shown['name']}"
    said(ada.send("PATCH", studio, json={DCD: shown[DCD] | {"motivation": "new"}}))
    assert got(ada, character["id"]) == character


BACK: list[tuple[str, Any, str, Any]] = [
    ("lifeStage", "LIFE_STAGE_CHILDHOOD", "age", "child"),
    ("lifeStage", "LIFE_STAGE_MIDDLE_ADULTHOOD", "age", "adult"),
    ("exampleDialogStyle", "EXAMPLE_DIALOG_STYLE_BLUNT", "tone", None),
    ("pronoun", "PRONOUN_OTHER", "gender", "Other"),
    ("characterRole", "quest giver", "role", "questGiver"),
    ("characterRole", "blacksmith", "role", None),
]


@pytest.mark.parametrize(("there", "said_there", "here", "shown"), BACK)
def test_and_what_is_said_there_is_shown_here(
    there: str, said_there: Any, here: str, shown: Any, ada: Caller
) -> None:
    made = said(ada.post(STUDIO, {DCD: {"givenName": "Nora", there: said_there}}))
    (one,) = listed(ada, DEFAULT)
    character = got(ada, one["id"], DEFAULT)
    assert character[here] == shown
    put(ada, character, **character | {"description": "new"})
    assert said(ada.get(f"/studio/v1/{made['name']}"))[DCD][there] == said_there


def test_a_character_without_a_name_is_called_character_elsewhere(ada: Caller) -> None:
    character = created(ada)
    assert character["name"] is None
    assert said(ada.get("/apiListCharacters"))["characters"][0]["name"] == "Character"
    assert patched(ada, character, name="Nora")["name"] == "Nora"
    for name in ("", None):
        assert patched(ada, character, name=name)["name"] == name
        assert core(ada)["name"] == "Character"
    assert patched(ada, character, name="Character")["name"] == "Character"
    identity = said(ada.get("/apiListCharacters"))["characters"][0]["id"]
    patched(ada, character, name=None)
    said(ada.post("/apiUpdateCharacter", {"id": identity, "name": "Mara"}))
    assert got(ada, character["id"])["name"] == "Mara"


def test_a_write_is_live_at_once_and_takes_nothing_undeployed_with_it(ada: Caller) -> None:
    character = created(ada, WHOLE)
    identity = said(ada.get("/v1/characters"))["items"][0]["id"]
    shared = said(
        ada.post("/apiUpdateCharacter", {"id": identity, "visibility": "public", "issue_share_id": True})
    )
    (shown,) = said(ada.get(STUDIO))["characters"]
    told = {DCD: {"externalDescription": "secret", "personalityAdjectives": ["undeployed"]}}
    said(ada.send("PATCH", f"/studio/v1/{shown['name']}", json=told))
    before = got(ada, character["id"])
    assert before["traits"] == ["undeployed"]
    assert patched(ada, character, **before | {"name": "Strider"}) == before | {"name": "Strider"}
    link = f"/c/{shared['share_id']}"
    live = said(ada.served.http.get(link, headers={"accept": "application/json"}))
    assert (live["name"], live["description"]) == ("Strider", "")
    assert "npcbuilder" not in str(live)


def test_others_are_not_told_of_a_character(ada: Caller, bob: Caller) -> None:
    character = created(ada, WHOLE)
    created(bob, WHOLE)
    identity = said(ada.get("/v1/characters"))["items"][0]["id"]
    said(ada.post("/apiUpdateCharacter", {"id": identity, "visibility": "public"}))
    for name in (character["id"], identity, "nothing", "%00", "a%2Fb", "x" * 65):
        for verb in ("GET", "PATCH", "DELETE"):
            assert refused(bob.send(verb, f"{WORLD}/{name}")) == (404, "not_found", "")
    assert got(ada, character["id"]) == character
