"""What this API and others make of one character: meanings are carried over, and nobody's exactness is rounded away."""

from typing import Any

import pytest
from tests.dialects.convai.studio import created, got, listed, revision, said, update, updated
from tests.served import Caller


def studio(identity: str) -> str:
    return f"/studio/v1/workspaces/default/characters/{identity}"


def patched(who: Caller, identity: str, body: dict[str, Any]) -> Any:
    return said(who.send("PATCH", studio(identity), json=body))


TRAITS = "character_traits"


def scales(character: Any) -> dict[str, int]:
    found: dict[str, int] = character[TRAITS]["personality_traits"]
    return found


SCALES = [(-100, 0), (-76, 0), (-30, 1), (0, 2), (13, 2), (30, 3), (87, 4), (100, 4), (250, 4)]


@pytest.mark.parametrize(("exact", "step"), SCALES)
def test_a_finer_scale_is_shown_in_steps_and_not_rounded(exact: int, step: int, ada: Caller) -> None:
    identity = created(ada)
    patched(ada, identity, {"personality": {"open": exact, "extravert": exact, "peaceful": exact}})
    shown = got(ada, identity)
    assert scales(shown) == {
        "openness": step,
        "extraversion": step,
        "agreeableness": step,
        "sensitivity": 2,
        "meticulousness": 2,
    }
    traits = scales(shown) | {"openness": 0 if step else 4, "sensitivity": 3}
    said(ada.post("/character/update", shown | {"charID": identity, TRAITS: {"personality_traits": traits}}))
    after = said(ada.get(studio(identity)))["personality"]
    assert after == {"positive": 0, "peaceful": exact, "extravert": exact, "open": 100 if step == 0 else -100}


def test_a_number_off_the_scale_is_kept_here(ada: Caller) -> None:
    identity = created(ada)
    assert (
        scales(updated(ada, identity, character_traits={"personality_traits": {"openness": 9}}))["openness"]
        == 9
    )
    assert said(ada.get(studio(identity)))["personality"]["open"] == 100


FILTERS: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["violence", "violence/graphic"]),
    ({"TOPIC_VIOLENCE": "SAFETY_LEVEL_NO_CONTROL"}, ["violence", "violence/graphic"]),
    ({"TOPIC_VIOLENCE": "SAFETY_LEVEL_MILD_CONTROL"}, []),
    ({"TOPIC_ADULT_TOPICS": "SAFETY_LEVEL_NO_CONTROL"}, ["violence", "violence/graphic", "sexual"]),
]


@pytest.mark.parametrize(("topics", "filters"), FILTERS)
def test_what_may_be_talked_about_is_a_filter_that_is_allowed(
    topics: dict[str, str], filters: list[str], ada: Caller
) -> None:
    identity = created(ada)
    patched(ada, identity, {"safetyConfig": topics})
    assert got(ada, identity)["allowed_moderation_filters"] == filters
    update(ada, identity, description="New.", allowed_moderation_filters=filters)
    assert said(ada.get(studio(identity)))["safetyConfig"] == topics


def test_and_back(ada: Caller) -> None:
    identity = created(ada)
    update(ada, identity, allowed_moderation_filters=["sexual", "hate"])
    assert got(ada, identity)["allowed_moderation_filters"] == ["sexual", "hate"]
    assert said(ada.get(studio(identity)))["safetyConfig"] == {
        "TOPIC_ADULT_TOPICS": "SAFETY_LEVEL_NO_CONTROL",
        "TOPIC_VIOLENCE": "SAFETY_LEVEL_STRICT_CONTROL",
    }


def test_texts_are_shared(ada: Caller) -> None:
    identity = created(
        ada, description="A trader.", languageCode="es-ES", speaking_style={"sample_dialogues": "Hi."}
    )
    shown = said(ada.get(studio(identity)))
    described = shown["defaultCharacterDescription"]
    assert (described["givenName"], described["description"]) == ("Raymond", "Raymond runs the night market.")
    assert (described["exampleDialog"], described["externalDescription"]) == ("Hi.", "A trader.")
    assert shown["language"] == "ES_ES"


def test_an_update_here_leaves_what_only_others_show(ada: Caller) -> None:
    identity = created(ada)
    patched(
        ada,
        identity,
        {"initialMood": {"joy": 7}, "defaultCharacterDescription": {"lifeStage": "LIFE_STAGE_CHILDHOOD"}},
    )
    before = said(ada.get(studio(identity)))
    updated(ada, identity, backstory="New.", character_emotions=["joy"])
    after = said(ada.get(studio(identity)))
    before["defaultCharacterDescription"]["description"] = "New."
    assert after == before


def test_the_voice_that_is_written_last_speaks(ada: Caller) -> None:
    identity = created(ada)

    def speaks() -> str:
        voice: str = said(ada.get(f"/v1/characters/{identity}"))["character"]["voice"]["speaks"]
        return voice

    assert speaks() == "convai"
    patched(ada, identity, {"defaultCharacterAssets": {"voice": {"baseName": "Anna"}}})
    assert speaks() == "inworld"
    update(ada, identity, voiceType="MALE", description="New.")
    assert speaks() == "inworld"
    update(ada, identity, voiceType="FEMALE")
    assert speaks() == "convai"


def test_a_write_here_is_live_and_takes_no_draft_along(ada: Caller, bob: Caller) -> None:
    identity = created(ada, listing="public", description="Before.")
    patched(ada, identity, {"defaultCharacterDescription": {"externalDescription": "Draft."}})
    said(ada.post("/character/update", got(ada, identity) | {"charID": identity, "charName": "Ray"}))
    shown = got(bob, identity)
    assert (shown["character_name"], shown["description"]) == ("Ray", "Before.")


NUL = "/studio/v1/workspaces/default/characters"


def test_what_another_api_keeps_and_this_one_refuses_may_be_put_back(ada: Caller) -> None:
    said(ada.post(NUL, {"defaultCharacterDescription": {"givenName": "Nu\0l", "description": "d" * 200_000}}))
    (one,) = listed(ada)
    identity = one["character_id"]
    shown = got(ada, identity)
    assert (shown["character_name"], len(shown["backstory"])) == ("Nu\0l", 200_000)
    said(ada.post("/character/update", shown | {"charID": identity, "charName": shown["character_name"]}))
    assert revision(ada, identity) == 1
    assert update(ada, identity, charName="Nu\0", backstory="\0").status_code == 400
