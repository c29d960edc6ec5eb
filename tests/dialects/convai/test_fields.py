"""Fields of a character: what is taken, in which forms, what is left alone, and where it is shown."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.dialects.convai.studio import RAYMOND, created, got, listed, revision, said, update, updated
from tests.served import Caller

from greenroom.dialects.convai.translate import at

WRITES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"charName": "Ray"}, {"character_name": "Ray"}),
    ({"character_name": "Ray"}, {"character_name": "Ray"}),
    ({"voiceType": "US MALE 1"}, {"voice_type": "US MALE 1"}),
    ({"backstory": ""}, {"backstory": ""}),
    ({"action": "wave, , run"}, {"character_actions": ["wave", "run"]}),
    ({"actions": ["wave", "a, b"]}, {"character_actions": ["wave", "a, b"]}),
    ({"languageCodes": ["es-ES", "fr-FR"]}, {"language_codes": ["es-ES", "fr-FR"], "language_code": "es-ES"}),
    ({"language_codes": "es-ES,fr-FR"}, {"language_codes": ["es-ES", "fr-FR"], "language_code": "es-ES"}),
    ({"languageCode": "es-ES"}, {"language_codes": ["es-ES"], "language_code": "es-ES"}),
    ({"languageCode": ["es-ES", "ar"]}, {"language_codes": ["es-ES", "ar"], "language_code": "es-ES"}),
    ({"model_group_name": "nobody-knows"}, {"model_group_name": "nobody-knows"}),
    ({"personalised_prompt_config": {"MODEL": "gpt-4o"}}, {"model_group_name": "gpt-4o"}),
    ({"temperature": 0}, {"temperature": 0.0}),
    ({"temperature": "0.4"}, {"temperature": 0.4}),
    ({"personalised_prompt_config": {"TEMPERATURE": 0.07}}, {"temperature": 0.07}),
    ({"reasoning_effort": "auto"}, {"reasoning_effort": "auto"}),
    ({"memorySettings": {"enabled": True}}, {"memory_settings": {"enabled": True}}),
    ({"memory_settings": {"enabled": "True"}}, {"memory_settings": {"enabled": True}}),
    ({"listing": "public"}, {"listing": "public"}),
    ({"description": "A trader."}, {"description": "A trader."}),
    ({"speaking_style": {"description": "Slow."}}, {"speaking_style.description": "Slow."}),
    ({"speaking_style": {"sample_dialogues": "Hi."}}, {"speaking_style.sample_dialogues": "Hi."}),
    ({"character_traits": {"catch_phrases": ["Well."]}}, {"character_traits.catch_phrases": ["Well."]}),
    (
        {"character_traits": {"personality_traits": {"openness": 4, "sensitivity": "0"}}},
        {
            "character_traits.personality_traits.openness": 4,
            "character_traits.personality_traits.sensitivity": 0,
            "character_traits.personality_traits.agreeableness": 2,
        },
    ),
    (
        {"guardrail_meta": {"blockedWords": ["tax"]}},
        {"guardrail_meta": {"limitResponseLevel": 4, "blockedWords": ["tax"]}},
    ),
    ({"boosted_words": ["Skerry"]}, {"boosted_words": ["Skerry"]}),
    ({"boosted_words": {"words": ["Skerry"]}}, {"boosted_words": ["Skerry"]}),
    ({"pronunciation_metadata": {"pronunciations": [{"word": "a"}]}}, {"pronunciations": [{"word": "a"}]}),
    ({"pronunciations": [{"word": "a"}]}, {"pronunciations": [{"word": "a"}]}),
    ({"character_emotions": ["joy"]}, {"character_emotions": ["joy"]}),
    ({"is_narrative_driven": "true"}, {"is_narrative_driven": True}),
    ({"start_narrative_section_id": "x"}, {"start_narrative_section_id": "x"}),
    ({"verbosity": 4}, {"verbosity": 4}),
    ({"moderation_enabled": False}, {"moderation_enabled": False}),
    ({"allowed_moderation_filters": ["hate"]}, {"allowed_moderation_filters": ["hate"]}),
    ({"model_type": "none"}, {"model_details.modelType": "none"}),
    (
        {"model_details": {"METAHUMAN": {"avatar_id": "7"}}},
        {"model_details.METAHUMAN.avatar_id": "7", "model_details.modelType": "RPM-3D"},
    ),
    (
        {"organization_id": "o", "nsfw_model_size": "s", "uncensored_access_consent": True},
        {"organization_id": "o", "nsfw_model_size": "s", "uncensored_access_consent": True},
    ),
]
"""What an update says, and what a get then shows at these paths."""


@pytest.mark.parametrize(("body", "shown"), WRITES, ids=lambda value: json.dumps(value)[:40])
def test_an_update_changes_what_it_names_and_nothing_else(
    body: dict[str, Any], shown: dict[str, Any], ada: Caller
) -> None:
    identity = created(ada)
    before = got(ada, identity)
    after = updated(ada, identity, **body)
    for path, value in shown.items():
        assert at(after, path.split(".")) == value
    touched = {path.partition(".")[0] for path in shown} | (
        {"model_details"} if "model_type" in body else set()
    )
    assert {name for name in after if after[name] != before[name]} == touched
    assert revision(ada, identity) == 2


@pytest.mark.parametrize(("body", "shown"), WRITES, ids=lambda value: json.dumps(value)[:40])
def test_a_create_takes_the_same(body: dict[str, Any], shown: dict[str, Any], ada: Caller) -> None:
    after = got(ada, created(ada, **body))
    for path, value in shown.items():
        expected = RAYMOND["charName"] if path == "character_name" and "charName" not in body else value
        assert at(after, path.split(".")) == expected


@pytest.mark.parametrize(("body", "shown"), WRITES, ids=lambda value: json.dumps(value)[:40])
def test_a_form_says_the_same_in_text(body: dict[str, Any], shown: dict[str, Any], ada: Caller) -> None:
    identity = created(ada)
    flat = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
    one = ada.post(
        "/character/update/",
        content=urlencode({"charID": identity} | flat),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert said(one) == {"STATUS": "SUCCESS"}
    once = got(ada, identity)
    again = ada.post(
        "/character/update",
        files={name: (None, text) for name, text in ({"charID": identity} | flat).items()},
    )
    assert said(again) == {"STATUS": "SUCCESS"}
    assert got(ada, identity) == once
    for path, value in shown.items():
        assert at(once, path.split(".")) == value


SEVERAL: list[tuple[str, list[str], str, Any]] = [
    ("languageCodes", ["de-DE", "fr-FR"], "language_codes", ["de-DE", "fr-FR"]),
    ("languageCode", ["de-DE", "fr-FR"], "language_code", "de-DE"),
    ("actions", ["wave", "a, b"], "character_actions", ["wave", "a, b"]),
    ("action", ["wave", "[run]"], "character_actions", ["wave", "[run]"]),
    ("boosted_words", ["Ray", "Mond"], "boosted_words", ["Ray", "Mond"]),
    ("pronunciations", ['{"word": "a"}', '{"word": "b"}'], "pronunciations", [{"word": "a"}, {"word": "b"}]),
    ("description", ["One.", "Two."], "description", "Two."),
    ("temperature", ["0.1", "0.2"], "temperature", 0.2),
]


@pytest.mark.parametrize(("name", "values", "path", "shown"), SEVERAL, ids=lambda value: str(value)[:30])
def test_a_form_says_a_list_item_by_item(
    name: str, values: list[str], path: str, shown: Any, ada: Caller
) -> None:
    one, other = created(ada), created(ada)
    address, parts = {"charID": one, name: values}, [("charID", other), *((name, value) for value in values)]
    assert said(ada.post("/character/update", data=address)) == {"STATUS": "SUCCESS"}
    files = [(field, (None, value)) for field, value in parts]
    assert said(ada.post("/character/update", files=files)) == {"STATUS": "SUCCESS"}
    assert (got(ada, one)[path], got(ada, other)[path]) == (shown, shown)


NOTHING: list[dict[str, Any]] = [
    {},
    {"charName": None, "voiceType": None, "backstory": None, "temperature": None, "memory_settings": None},
    {"charName": "", "voiceType": ""},
    {"charName": "  "},
    {"memory_settings": {"enabled": None}},
    {
        "user_id": "me",
        "timestamp": "1999-01-01T00:00:00",
        "character_id": "x",
        "edit_character_access": False,
    },
    {"collection_name": "mine", "last_interacted_with": None},
    {"language_code": "en-US", "temperature": 0.7, "model_group_name": "default"},
    {"embodiment": None, "start_narrative_section_id": ""},
    {"unheard_of": None},
]


@pytest.mark.parametrize("body", NOTHING, ids=json.dumps)
def test_an_update_may_say_nothing(body: dict[str, Any], ada: Caller) -> None:
    identity = created(ada)
    before = got(ada, identity)
    assert (
        updated(ada, identity, **{name: value for name, value in body.items() if name != "character_id"})
        == before
    )
    assert revision(ada, identity) == 1


def test_a_backstory_replaces_the_one_before(ada: Caller) -> None:
    assert updated(ada, created(ada), backstory="New.")["backstory"] == "New."


def test_objects_are_merged_and_null_changes_nothing_in_them(ada: Caller) -> None:
    """Unity writes null for every member that is not set."""
    identity = created(ada, embodiment_data={"looks_description": "tall", "clothes_description": None})
    said(update(ada, identity, guard_rails={"type2": "1"}))
    coat = {"looks_description": None, "clothes_description": "a coat"}
    said(update(ada, identity, embodiment_data=coat, guard_rails={"type1": None}))
    (one,) = listed(ada)
    assert one["embodiment_data"] == {"looks_description": "tall", "clothes_description": "a coat"}
    assert one["guard_rails"] == {"type1": "3", "type2": "1"}
    before = revision(ada, identity)
    said(update(ada, identity, embodiment_data=dict.fromkeys(coat), embodiment={"x": None}))
    assert (listed(ada), revision(ada, identity)) == ([one], before)


def test_boosted_words_are_an_object_in_the_list_and_an_array_in_the_get(ada: Caller) -> None:
    identity = created(ada, boosted_words=["Skerry"])
    assert listed(ada)[0]["boosted_words"] == {"words": ["Skerry"]}
    assert got(ada, identity)["boosted_words"] == ["Skerry"]


def test_a_get_is_flat_and_holds_no_null_where_clients_read_a_value(ada: Caller) -> None:
    one = got(ada, created(ada))
    nulls = {name for name, value in one.items() if value is None}
    assert nulls == {"start_narrative_section_id"}


@pytest.mark.parametrize("show", [got, lambda who, _: listed(who)[0]], ids=["get", "list"])
def test_what_is_shown_may_be_put_back(show: Any, ada: Caller) -> None:
    identity = created(ada, personalised_prompt_config={"USE_COMBINED_PROMPT": "true"}, mystery=[1, None])
    shown = show(ada, identity)
    answer = ada.post("/character/update", shown | {"charID": identity})
    assert said(answer) == {"STATUS": "SUCCESS"}
    assert revision(ada, identity) == 1
    assert show(ada, identity) == shown


def test_unknown_fields_are_kept_where_they_were(ada: Caller) -> None:
    identity = created(ada, mystery={"deep": [1]}, model_details={"height": 2})
    assert got(ada, identity)["mystery"] == {"deep": [1]}
    assert listed(ada)[0]["model_details"]["height"] == 2
    assert (
        "height" not in updated(ada, identity, model_details={"height": None}, mystery=None)["model_details"]
    )
    assert "mystery" not in listed(ada)[0]


def test_an_avatar_is_shown_wherever_clients_look_for_a_picture(ada: Caller) -> None:
    from tests.dialects.roleplay.bodies import created as with_picture  # noqa: PLC0415 - the other API takes uploads

    shown = with_picture(ada)
    figure = got(ada, shown["id"])["model_details"]
    human = figure["METAHUMAN"]
    assert {figure["modelPlaceholder"], human["avatar_image"], human["avatar_image_square"]} == {
        shown["avatar"]
    }
    after = updated(
        ada, shown["id"], model_details={"METAHUMAN": {"avatar_image": "https://x.example/1.png"}}
    )
    assert after["model_details"]["METAHUMAN"] == human | {"avatar_image": "https://x.example/1.png"}
    back = updated(ada, shown["id"], model_details=figure)
    assert back["model_details"] == figure


GETS = [
    {"charID": "{id}"},
    {"charId": "{id}"},
    {"char_id": "{id}"},
    {"character_id": "{id}"},
    {"charID": " {ID} "},
]


@pytest.mark.parametrize("body", GETS, ids=lambda body: next(iter(body)))
@pytest.mark.parametrize("path", ["/character/get", "/character/get/", "/character/details"])
def test_an_id_has_many_spellings(body: dict[str, str], path: str, ada: Caller) -> None:
    identity = created(ada)
    named = {name: text.format(id=identity, ID=identity.upper()) for name, text in body.items()}
    assert said(ada.post(path, named))["character_id"] == identity
    assert said(ada.post("/character/delete", named)) == {"STATUS": "SUCCESS"}


def test_a_name_finds_the_one_made_last_and_an_id_wins(ada: Caller, bob: Caller) -> None:
    first, last = created(ada), created(ada)
    created(bob, listing="public")
    assert said(ada.post("/character/get", {"charName": "Raymond"}))["character_id"] == last
    assert said(ada.post("/character/get", {"charName": "Raymond", "charID": first}))["character_id"] == first
    assert said(ada.get("/character/get?charName=Raymond"))["character_id"] == last
    assert ada.post("/character/get", {"charName": "raymond"}).status_code == 400


def test_the_same_create_under_one_idempotency_key_is_one(ada: Caller) -> None:
    one, other = (ada.post("/character/create", RAYMOND, headers={"idempotency-key": "k"}) for _ in range(2))
    assert said(one, 201) == said(other, 201)
    assert len(listed(ada)) == 1
