"""Key checks, speakers and voices: what game engines ask for before anything else."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.dialects.convai.studio import said
from tests.served import Caller

CHECKS = ["/user/referral-source-status", "/user/update-source", "/user/user-api-usage"]


@pytest.mark.parametrize("path", CHECKS)
@pytest.mark.parametrize("body", [b"", b"{}"])
def test_a_good_key_is_good_and_a_wrong_one_is_not(path: str, body: bytes, ada: Caller) -> None:
    said(ada.post(path, content=body))
    said(ada.post(f"{path}/", content=body))
    assert said(ada.post(path, content=body, headers={"authorization": "Bearer x"}), 401)


def test_the_unity_plugin_is_asked_nothing_more(ada: Caller) -> None:
    assert said(ada.post(CHECKS[0])) == {"referral_source_status": "submitted", "status": "ok"}


def test_a_usage_has_every_metric_that_clients_look_for(ada: Caller) -> None:
    usage = said(ada.post(CHECKS[2]))["usage_v2"]
    assert (usage["plan_name"], usage["expiry_ts"]) == ("Self-hosted", "")
    assert [one["id"] for one in usage["metrics"]] == [
        "interactions",
        "provider_pool_1",
        "core-api",
        "pixel_streaming",
    ]
    assert all(one["usage_details"] == [{"limit": 0, "usage": 0}] for one in usage["metrics"])


def test_anybody_may_ask_whether_the_server_is_there(ada: Caller) -> None:
    assert said(ada.served.http.get("/health")) == {"status": "ok"}


def test_a_speaker_has_its_id_in_both_spellings(ada: Caller, bob: Caller) -> None:
    made = said(ada.post("/user/speaker/new", {"name": "Ada", "deviceId": "1"}))
    assert made == {
        "speakerId": made["speaker_id"],
        "speaker_id": made["speaker_id"],
        "name": "Ada",
        "device_id": "1",
        "created": True,
    }
    listed = [{"speaker_id": made["speaker_id"], "name": "Ada", "device_id": "1"}]
    assert said(ada.post("/user/speaker/list", {})) == listed
    assert said(bob.post("/user/speaker/list")) == []
    said(bob.post("/user/speaker/delete", {"speakerId": made["speakerId"]}), 404)
    assert said(ada.post("/user/speaker/list")) == listed


def test_a_device_has_one_speaker_until_that_is_deleted(ada: Caller, bob: Caller) -> None:
    first = said(ada.post("/user/speaker/new", {"name": "Ada", "deviceId": "headset ä"}))
    again = said(ada.post("/user/speaker/new", {"deviceId": "headset ä"}))
    assert again == first | {"created": False}
    assert said(bob.post("/user/speaker/new", {"deviceId": "headset ä"}))["created"] is True
    said(ada.post("/user/speaker/delete", {"speakerId": first["speakerId"]}))
    new = said(ada.post("/user/speaker/new", {"name": "Eve", "deviceId": "headset ä"}))
    assert (new["name"], new["created"]) == ("Eve", True)
    assert new["speakerId"] != first["speakerId"]
    assert [one["speaker_id"] for one in said(ada.post("/user/speaker/list"))] == [new["speakerId"]]


@pytest.mark.parametrize("made_before", [False, True])
def test_of_many_who_ask_at_once_for_one_device_all_get_the_same_speaker(
    ada: Caller, *, made_before: bool
) -> None:
    if made_before:
        old = said(ada.post("/user/speaker/new", {"deviceId": "d"}))
        said(ada.post("/user/speaker/delete", {"speakerId": old["speakerId"]}))

    def ask(_: int) -> Any:
        return said(ada.post("/user/speaker/new", {"deviceId": "d"}))

    with ThreadPoolExecutor(16) as threads:
        answers = [*threads.map(ask, range(32))]
    assert sum(one["created"] for one in answers) == 1
    (speaker,) = said(ada.post("/user/speaker/list"))
    assert {one["speaker_id"] for one in answers} == {speaker["speaker_id"]}


def test_a_device_has_one_speaker_whoever_deletes_it_meanwhile(ada: Caller) -> None:
    def ask(_: int) -> int:
        speaker = said(ada.post("/user/speaker/new", {"deviceId": "d"}))["speaker_id"]
        return ada.post("/user/speaker/delete", {"speakerId": speaker}).status_code

    with ThreadPoolExecutor(16) as threads:
        assert {*threads.map(ask, range(64))} <= {200, 404}
    assert said(ada.post("/user/speaker/list")) == []
    assert said(ada.post("/user/speaker/new", {"deviceId": "d"}))["created"] is True


def test_without_a_device_every_speaker_is_a_new_one(ada: Caller) -> None:
    made = [said(ada.post("/user/speaker/new", {"name": "Ada", "deviceId": device})) for device in ("", None)]
    assert len({one["speakerId"] for one in made}) == 2
    assert all(one["created"] for one in made)


@pytest.mark.parametrize("name", ["speakerId", "speaker_id"])
def test_a_speaker_is_deleted_by_either(name: str, ada: Caller) -> None:
    made = said(ada.post("/user/speaker/new"))
    assert said(ada.post("/user/speaker/delete", {name: made["speakerId"]})) == {"STATUS": "SUCCESS"}
    assert said(ada.post("/user/speaker/list")) == []


def test_every_voice_is_one_that_clients_keep(ada: Caller) -> None:
    voices = said(ada.get("/tts/get_available_voices"))
    assert voices == said(ada.get("/tts/voices"))
    for name, voice in (
        (name, voice) for group in voices.values() for one in group for name, voice in one.items()
    ):
        assert name
        assert "PRODUCTION" in voice["deployment_env"]
        assert voice["gender"] in {"MALE", "FEMALE"}
        assert "en-US" in voice["lang_codes"]


def test_a_language_is_named_by_its_tag(ada: Caller) -> None:
    languages = said(ada.get("/tts/get_available_languages"))
    assert languages[0] == {"en-US": {"lang_code": "en-US", "lang_name": "English"}}
    assert len(languages) == 24


def test_a_model_says_how_hard_it_may_think(ada: Caller) -> None:
    (model,) = said(ada.post("/character/getSupportedModel"))
    assert model["model_group_name"] == "default"
    assert model["reasoning"] == {
        "levels": ["minimal", "low", "medium", "high"],
        "supports_auto": True,
        "default": "",
    }
