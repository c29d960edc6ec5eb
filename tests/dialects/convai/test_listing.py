"""The list, held against the vendor's published example: keys, their order, and the types of values."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.dialects.convai.studio import RAYMOND, created, listed, revision, said, update
from tests.served import Caller

EXAMPLE = json.loads(Path(__file__).with_name("example.json").read_text())["characters"]


def shape(value: Any) -> Any:
    """Types in place of values, and objects as their keys in order."""
    if isinstance(value, dict):
        return [(key, shape(inner)) for key, inner in value.items()]
    return type(value).__name__


def test_a_new_character_has_the_keys_of_the_example_in_their_order(ada: Caller) -> None:
    created(ada)
    (one,) = listed(ada)
    assert list(one) == list(EXAMPLE[0]) == list(EXAMPLE[1])
    for key in ("model_details", "boosted_words", "guardrail_meta", "character_traits", "speaking_style"):
        assert shape(one[key]) == shape(EXAMPLE[0][key])


@pytest.mark.parametrize("character", EXAMPLE, ids=["Rafael", "Steven"])
def test_what_the_example_shows_can_be_written_and_is_shown_so(
    character: dict[str, Any], ada: Caller
) -> None:
    identity = created(ada)
    assert said(update(ada, identity, **{**character, "character_id": identity})) == {"STATUS": "SUCCESS"}
    (one,) = listed(ada)
    config = one.pop("personalised_prompt_config")
    expected = {**character, "user_id": one["user_id"], "character_id": identity}
    expected |= {key: one[key] for key in ("timestamp", "last_interacted_with")}
    assert {"SPEAKER": "User"} | expected.pop("personalised_prompt_config") == config
    assert one == expected


def test_values_have_the_types_of_the_example(ada: Caller) -> None:
    created(ada)
    raw = ada.post("/character/list").text
    assert '"voice_pitch":0.0' in raw
    assert '"blockchain":"NULL"' in raw
    assert '"embodiment":null,"embodiment_data":{}' in raw
    assert '"boosted_words":{"words":[]}' in raw
    assert '"guard_rails":{"type1":"3"}' in raw
    (one,) = json.loads(raw)["characters"]
    assert len(one["timestamp"]) == len("2023-11-07T02:57:59")
    assert one["last_interacted_with"] == one["timestamp"]
    assert one["user_id"] == ada.account_id


WHOLE = [(1, "1.0"), (-2, "-2.0"), (2**53 + 1, "9007199254740992.0"), (10**30, "1e30"), (-(10**30), "-1e30")]


@pytest.mark.parametrize(("number", "shown"), WHOLE)
def test_a_number_that_was_written_whole_is_still_a_float(number: int, shown: str, ada: Caller) -> None:
    identity = created(ada)
    for _ in range(2):
        said(update(ada, identity, voice_pitch=number))
        assert f'"voice_pitch":{shown},' in ada.post("/character/list").text
        assert revision(ada, identity) == 2


def test_a_number_that_no_float_holds_is_refused(ada: Caller) -> None:
    said(update(ada, created(ada), voice_pitch=10**400), 400)
    said(ada.post("/character/create", RAYMOND | {"voice_pitch": 10**400}), 400)


BODIES: list[tuple[str, bytes, dict[str, str]]] = [
    ("nothing", b"", {}),
    ("nothing, said to be JSON", b"", {"content-type": "application/json"}),
    ("an object", b"{}", {"content-type": "application/json"}),
    ("no JSON", b"{", {}),
    ("a form", b"x=1", {"content-type": "application/x-www-form-urlencoded"}),
]


@pytest.mark.parametrize(("body", "headers"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_body_does_not_matter(body: bytes, headers: dict[str, str], slash: str, ada: Caller) -> None:
    assert said(ada.post(f"/character/list{slash}", content=body, headers=headers)) == {"characters": []}


def test_all_are_listed_the_oldest_first_and_nobody_elses(ada: Caller, bob: Caller) -> None:
    made = [created(ada, charName=f"Guard {number}") for number in range(3)]
    created(bob, listing="public")
    assert [one["character_id"] for one in listed(ada)] == made
    assert said(ada.get("/character/list"))["characters"] == listed(ada)


def test_more_than_are_read_at_once_are_all_listed(ada: Caller) -> None:
    made = [created(ada) for _ in range(501)]
    assert [one["character_id"] for one in listed(ada)] == made


def test_what_another_api_made_is_listed_too(ada: Caller) -> None:
    studio = {"defaultCharacterDescription": {"givenName": "Axeon", "description": "Fearless."}}
    said(ada.post("/studio/v1/workspaces/default/characters", studio))
    (one,) = listed(ada)
    assert (one["character_name"], one["listing"], one["voice_type"]) == ("Axeon", "private", "")
