"""Characters that were made through another API: what is shown here may be put back here, and only what is said is changed."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import created, listed, updated
from tests.served import Caller

BARE: dict[str, Any] = {"spec": "chara_card_v2", "spec_version": "2.0"}
CARDS: list[tuple[str, dict[str, Any]]] = [
    ("a name of 300 letters", {"name": "N" * 300, "first_mes": "Hi."}),
    ("a blank name", {"name": "", "description": "d", "first_mes": "Hi."}),
    ("no greeting", {"name": "Mute", "description": "d"}),
    (
        "blank greetings",
        {"name": "Mute", "description": "d", "first_mes": "", "alternate_greetings": ["", " ", "Hi."]},
    ),
    ("a greeting of 30,000 letters", {"name": "Long", "first_mes": "g" * 30_000}),
    (
        "60 greetings",
        {"name": "Many", "first_mes": "0", "alternate_greetings": [str(n) for n in range(1, 60)]},
    ),
    ("no definition", {"name": "Blank", "description": "", "first_mes": "Hi."}),
    ("a definition of 200,000 letters", {"name": "Deep", "description": "d" * 200_000}),
    ("public notes of 9,000 letters", {"name": "Noted", "description": "d", "creator_notes": "n" * 9000}),
]


def imported(who: Caller, **data: Any) -> Any:
    """A character that came as a card, as this surface lists it."""
    answer = who.post(
        "/v1/imports", BARE | {"data": {"personality": "", "scenario": "", "mes_example": ""} | data}
    )
    assert answer.status_code == 201, answer.text
    (character,) = listed(who)
    return character


@pytest.mark.parametrize("card", [card for _, card in CARDS], ids=[name for name, _ in CARDS])
def test_what_is_shown_may_be_put_back(card: dict[str, Any], ada: Caller) -> None:
    shown = imported(ada, **card)
    assert updated(ada, shown, **{name: value for name, value in shown.items() if name != "id"}) == shown
    assert ada.get(f"/v1/characters/{shown['id']}").json()["revision"] == 1


@pytest.mark.parametrize("card", [card for _, card in CARDS], ids=[name for name, _ in CARDS])
def test_and_one_field_changed_among_the_others(card: dict[str, Any], ada: Caller) -> None:
    shown = imported(ada, **card)
    changed = shown | {"subtitle": "new"}
    assert updated(ada, shown, **{name: value for name, value in changed.items() if name != "id"}) == changed


def test_what_was_never_shown_is_judged(ada: Caller) -> None:
    shown = imported(ada, name="N" * 300)
    answer = ada.post("/apiUpdateCharacter", {"id": shown["id"], "name": "M" * 300})
    assert (answer.status_code, answer.json()["field"]) == (400, "name")
    assert updated(ada, shown, name="Mo")["name"] == "Mo"
    answer = ada.post("/apiUpdateCharacter", {"id": shown["id"], "name": shown["name"]})
    assert answer.status_code == 400


def test_a_change_here_leaves_what_only_others_show(ada: Caller) -> None:
    shown = imported(ada, name="Nora", personality="curt", scenario="a bar", tags=["noir"], first_mes="Hi.")
    path = f"/v1/characters/{shown['id']}"
    before = ada.get(path).json()["character"]
    updated(ada, shown, name="Norah", greetings=["Hello.", "Hey."])
    after = ada.get(path).json()["character"]
    assert after["prompt"] == before["prompt"]
    assert after["tags"] == before["tags"] == ["noir"]
    assert (after["name"], after["greetings"]) == ("Norah", {"first": "Hello.", "alternates": ["Hey."]})


def test_unknown_fields_stay_through_a_change_elsewhere(ada: Caller) -> None:
    character = created(ada, x_studio=1)
    path = f"/v1/characters/{character['id']}/share"
    ada.post(path)
    assert listed(ada) == [character]


def test_a_character_made_elsewhere_has_the_default_picture(ada: Caller) -> None:
    shown = imported(ada, name="Nora")
    assert shown["avatar"] == f"{ada.served.url}/media/default.webp"


def other(shown: dict[str, Any]) -> dict[str, Any]:
    """All fields but the id."""
    return {name: value for name, value in shown.items() if name != "id"}


NUL = "/studio/v1/workspaces/default/characters"


def test_what_another_api_keeps_and_this_one_refuses_may_be_put_back_too(ada: Caller) -> None:
    ada.post(NUL, {"defaultCharacterDescription": {"givenName": "Nu\0l", "description": "d"}})
    (shown,) = listed(ada)
    assert shown["name"] == "Nu\0l"
    assert updated(ada, shown, **other(shown)) == shown
    assert updated(ada, shown, **other(shown) | {"subtitle": "New"}) == shown | {"subtitle": "New"}


@pytest.mark.parametrize(
    "said", [{"subtitle": "\0"}, {"more": ["\0"]}, {"mo\0re": 1}, {"greetings": ["a\0"]}]
)
def test_but_nothing_new_of_that_kind(said: dict[str, Any], ada: Caller) -> None:
    before = created(ada)
    answer = ada.post("/apiUpdateCharacter", {"id": before["id"]} | said)
    assert (answer.status_code, answer.json()["field"]) == (400, next(iter(said)))
    assert listed(ada) == [before]
