"""convai-web-sdk 2.0.0 and @convai/web-sdk 1.2.0 from the npm registry, run as they are: what they hand back to their callers.

Both engines: an answer comes from records and characters, which each has in its own way, and Node is quick to start.
"""

from typing import Any

import pytest
from tests.acceptance.node import Node, give_up
from tests.dialects.convai.studio import created, said, update
from tests.served import PICTURE, Caller

OLD = "convai-web-sdk/vanilla"
OLD_REACT = "convai-web-sdk"
NEW = "@convai/web-sdk/core"
NEW_SPEAKERS = "./node_modules/@convai/web-sdk/dist/utils/speakerManagement.js"
NEW_INFO = "./node_modules/@convai/web-sdk/dist/react/hooks/useCharacterInfo.js"
WRONG = "rp_wrong"
HEADSET = "headset 1"


def call(node: Node, function: str, *arguments: object, module: str = OLD) -> Any:
    """What a function hands back."""
    return node.run("call", module, function, list(arguments))["value"]


def refusal(node: Node, function: str, *arguments: object) -> str:
    """The message of the error that a function of the newer SDK throws."""
    text: str = node.run("call", NEW_SPEAKERS, function, list(arguments))["error"]
    return text


def speakers(ada: Caller) -> list[Any]:
    found: list[Any] = said(ada.post("/user/speaker/list"))
    return found


def portrait(ada: Caller) -> str:
    """A character with a picture, and a voice."""
    made = created(ada, charName="Raymond", voiceType="US MALE 1")
    picture = said(ada.post("/apiUpdateCharacter", {"id": made, "avatar": PICTURE}))
    assert picture["avatar"]
    return made


def test_the_older_one_makes_a_speaker_and_finds_it_again_by_its_device(node: Node, ada: Caller) -> None:
    url = ada.served.url
    made = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, url)
    (kept,) = speakers(ada)
    assert made == {"speakerId": kept["speaker_id"], "name": "Ada", "deviceId": HEADSET, "created": True}
    again = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, url)
    assert again == made | {"created": False}
    assert speakers(ada) == [kept]


def test_it_makes_a_speaker_without_a_device(node: Node, ada: Caller) -> None:
    made = call(node, "createOrGetSpeaker", ada.key, "Eve", None, ada.served.url)
    assert made == {"speakerId": made["speakerId"], "name": "Eve", "deviceId": "", "created": True}


def test_it_lists_speakers(node: Node, ada: Caller) -> None:
    assert call(node, "listSpeakers", ada.key, ada.served.url) == []
    made = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, ada.served.url)
    listed = call(node, "listSpeakers", ada.key, ada.served.url)
    assert listed == [{"speaker_id": made["speakerId"], "name": "Ada", "device_id": HEADSET}]


def test_it_renames_a_speaker_by_making_another(node: Node, ada: Caller) -> None:
    made = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, ada.served.url)
    renamed = call(node, "updateSpeaker", ada.key, made["speakerId"], "Eve", HEADSET, ada.served.url)
    assert renamed == {"speakerId": renamed["speakerId"], "name": "Eve", "deviceId": HEADSET}
    assert renamed["speakerId"] != made["speakerId"]
    assert [one["speaker_id"] for one in speakers(ada)] == [renamed["speakerId"]]


def test_it_deletes_a_speaker_once(node: Node, ada: Caller) -> None:
    made = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, ada.served.url)
    asked = (ada.key, made["speakerId"], ada.served.url)
    assert [call(node, "deleteSpeaker", *asked) for _ in range(2)] == [True, False]
    assert speakers(ada) == []


def test_a_wrong_key_is_nothing_to_it(node: Node, ada: Caller) -> None:
    url = ada.served.url
    made = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, url)
    assert call(node, "createOrGetSpeaker", WRONG, "Ada", HEADSET, url) is None
    assert call(node, "listSpeakers", WRONG, url) is None
    assert call(node, "deleteSpeaker", WRONG, made["speakerId"], url) is False
    assert call(node, "updateSpeaker", WRONG, made["speakerId"], "Eve", HEADSET, url) is None
    assert [one["name"] for one in speakers(ada)] == ["Ada"]


def test_its_client_keeps_what_is_known_of_a_speaker_in_the_name(node: Node, ada: Caller) -> None:
    made = call(node, "createOrGetSpeaker", ada.key, "Ada", HEADSET, ada.served.url)
    options = {"apiKey": ada.key, "characterId": created(ada), "apiBaseUrl": ada.served.url, "speaker": "Ada"}
    options["speakerId"] = made["speakerId"]
    asks = ["getSpeakerId", "getSpeakerName", "getSpeakerMetadata"]
    shown = node.run("method", OLD, "ConvaiClient", options, "updateSpeakerMetadata", [{"team": "red"}], asks)
    (kept,) = speakers(ada)
    assert shown["value"] == {"speakerId": kept["speaker_id"], "name": kept["name"]}
    assert (shown["getSpeakerId"], shown["getSpeakerName"]) == (kept["speaker_id"], kept["name"])
    assert shown["getSpeakerMetadata"] == {"name": "Ada", "metadata": {"team": "red"}}


def test_its_hook_reads_name_and_voice_of_a_character(node: Node, ada: Caller) -> None:
    options = {"apiKey": ada.key, "characterId": portrait(ada), "apiBaseUrl": ada.served.url}
    shown = node.run("hook", OLD_REACT, "useConvaiClient", [options])
    assert (shown["npcName"], shown["gender"]) == ("Raymond", "US MALE 1")


@pytest.mark.parametrize("mistake", [{"apiKey": WRONG}, {"characterId": "nobody"}])
def test_its_hook_keeps_its_own_words_where_it_is_refused(
    mistake: dict[str, str], node: Node, ada: Caller
) -> None:
    options = {"apiKey": ada.key, "characterId": portrait(ada), "apiBaseUrl": ada.served.url} | mistake
    shown = node.run("hook", OLD_REACT, "useConvaiClient", [options])
    assert (shown["npcName"], shown["gender"]) == ("Convi", "MALE")


@pytest.mark.parametrize("function", ["resolveSpeakerId", "getOrCreateSpeakerId"])
def test_the_newer_one_has_one_speaker_for_a_person(function: str, node: Node, ada: Caller) -> None:
    found = [call(node, function, "player 1", ada.key, module=NEW_SPEAKERS) for _ in range(2)]
    (kept,) = speakers(ada)
    assert found == [kept["speaker_id"]] * 2
    assert (kept["name"], kept["device_id"]) == ("", "player 1")


def test_it_shows_nobody_s_speaker_to_anybody_else(node: Node, ada: Caller, bob: Caller) -> None:
    found = {call(node, "resolveSpeakerId", "player 1", who.key, module=NEW_SPEAKERS) for who in (ada, bob)}
    assert len(found) == 2


def test_it_asks_nothing_for_nobody(node: Node, ada: Caller) -> None:
    assert call(node, "resolveSpeakerId", None, ada.key, module=NEW_SPEAKERS) is None
    assert speakers(ada) == []


def test_it_throws_what_a_wrong_key_was_told(node: Node) -> None:
    assert refusal(node, "resolveSpeakerId", "player 1", WRONG) == (
        "Failed to get speaker ID: Speaker API request failed: 401 Unauthorized - "
        '{"ERROR":"Invalid API key provided."}'
    )


def test_its_hook_reads_name_and_picture_of_a_character(node: Node, ada: Caller) -> None:
    identity = portrait(ada)
    shown = node.run("hook", NEW_INFO, "useCharacterInfo", [identity, ada.key])
    assert shown == {"name": "Raymond", "image": shown["image"], "isLoading": False, "error": None}
    assert ada.served.http.get(shown["image"]).headers["content-type"] == "image/webp"


def test_its_hook_prefers_the_vendor_s_own_pictures(node: Node, ada: Caller) -> None:
    identity = created(ada)
    update(
        ada, identity, model_details={"METAHUMAN": {"avatar_image_square": "https://example.com/square.png"}}
    )
    assert node.run("hook", NEW_INFO, "useCharacterInfo", [identity, ada.key])["image"] == (
        "https://example.com/square.png"
    )


@pytest.mark.parametrize(("key", "identity", "status"), [(WRONG, "", 401), ("", "nobody", 400)])
def test_its_hook_names_the_status_of_a_refusal(
    key: str, identity: str, status: int, node: Node, ada: Caller
) -> None:
    asked = [identity or portrait(ada), key or ada.key]
    assert node.run("hook", NEW_INFO, "useCharacterInfo", asked) == {
        "name": "Convi",
        "image": None,
        "isLoading": False,
        "error": f"Failed to fetch character info: {status}",
    }


def test_its_client_knows_the_speaker_and_is_told_that_nobody_talks_here(node: Node, ada: Caller) -> None:
    options = {"apiKey": ada.key, "characterId": created(ada), "endUserId": "player 1"}
    shown = node.run("method", NEW, "ConvaiClient", options, "connect", [], ["speakerId"])
    assert shown == {
        "error": "Live audio is not available on this server",
        "speakerId": speakers(ada)[0]["speaker_id"],
    }


@pytest.mark.parametrize(
    ("why", "outcome"),
    [
        ("npm error code ECONNREFUSED", pytest.skip.Exception),
        ("npm error code E404", pytest.skip.Exception),
        ("npm error code EINTEGRITY", pytest.fail.Exception),
    ],
)
def test_only_without_the_registry_nothing_is_run(why: str, outcome: type[Exception]) -> None:
    with pytest.raises(outcome, match="programs"):
        give_up(why)
