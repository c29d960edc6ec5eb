"""Cards over HTTP: files as other programs write them go in, and come out as they were."""

import json
from typing import Any

import pytest
from tests.served import Caller

STUDIO = "/studio/v1/workspaces/default/characters"


def card(**data: Any) -> dict[str, Any]:
    """The least that our own export writes, with `data`."""
    texts = ("description", "personality", "scenario", "first_mes", "mes_example", "creator_notes")
    more = ("system_prompt", "post_history_instructions", "creator", "character_version")
    lists = ("alternate_greetings", "tags", "group_only_greetings")
    least: dict[str, Any] = {"name": "N", **dict.fromkeys(texts + more, ""), "extensions": {}}
    return {
        "spec": "chara_card_v3",
        "spec_version": "3.0",
        "data": {**least, **{key: [] for key in lists}, **data},
    }


def taken_in(who: Caller, body: Any) -> Any:
    answer = who.post("/v1/imports", content=json.dumps(body).encode())
    assert answer.status_code == 201, answer.text
    return answer.json()


def exported(who: Caller, character_id: str) -> Any:
    """The V3 card, without what an export always renews."""
    found = who.get(f"/v1/characters/{character_id}/export").json()
    del found["data"]["modification_date"]
    return found


def test_what_another_dialect_keeps_in_a_text_comes_back_as_a_card(ada: Caller) -> None:
    names = {"givenName": "No\0ra", "description": "\0", "exampleDialog": "<START>\na\0"}
    assert ada.post(STUDIO, {"defaultCharacterDescription": names}).status_code == 200
    (made,) = ada.get("/v1/characters").json()["items"]
    written = exported(ada, made["id"])
    assert written["data"]["name"] == "No\0ra"
    again = taken_in(ada, written)
    assert (again["character"]["name"], again["notes"]) == ("No\0ra", [])
    assert exported(ada, again["id"]) == written


def test_a_v2_card_comes_back_as_v2(ada: Caller) -> None:
    whole = card(creator_notes="By hand.", extensions={"greenroom/v3": {"not": "ours"}})
    del whole["data"]["group_only_greetings"]
    whole |= {"spec": "chara_card_v2", "spec_version": "2.0"}
    made = taken_in(ada, whole)
    assert made["notes"] == []
    assert ada.get(f"/v1/characters/{made['id']}/export?format=chara_card_v2").json() == whole


def test_nul_is_kept_wherever_it_stands(ada: Caller) -> None:
    entry = {
        "keys": ["\0"],
        "content": "\0",
        "extensions": {"\0": "\0"},
        "enabled": True,
        "insertion_order": 0,
    }
    book = {"extensions": {}, "entries": [entry | {"use_regex": False}]}
    whole = card(tags=["\0"], character_book=book, extensions={"\0": ["\0"]}) | {"\0": {"\0": "\0"}}
    assert exported(ada, taken_in(ada, whole)["id"]) == whole


def test_nul_in_the_name_of_a_file(ada: Caller) -> None:
    answer = ada.post("/v1/imports?name=n%00.json", content=json.dumps(card()).encode())
    assert answer.status_code == 201
    assert ada.get(f"/v1/characters/{answer.json()['id']}/export?format=original").status_code == 200


def test_half_of_a_surrogate_pair_is_replaced_with_a_note(ada: Caller) -> None:
    made = taken_in(ada, card(description="half: \ud83d, whole: 😀", extensions={"\ude00": 1}))
    assert [note["field"] for note in made["notes"]] == ["file"]
    data = exported(ada, made["id"])["data"]
    assert (data["description"], data["extensions"]) == ("half: \ufffd, whole: 😀", {"\ufffd": 1})


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"{}", "not_recognised"),
        (b"[]", "not_recognised"),
        (b'{"name": NaN, "description": ""}', "bad_number"),
        (json.dumps({"spec": "lorebook_v3", "data": {"entries": []}}).encode(), "lorebook"),
    ],
)
def test_what_is_no_card_says_why(body: bytes, reason: str, ada: Caller) -> None:
    answer = ada.post("/v1/imports", content=body)
    said = answer.json()
    assert (answer.status_code, said["type"]) == (400, "urn:greenroom:problem:bad-card")
    assert said["reason"] == reason
