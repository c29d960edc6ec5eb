"""Greenroom's own JSON says the whole model: what every API keeps of a character goes out with it, and comes back."""

import json
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace
from tests.cards.corpus import text
from tests.cards.test_file import FORMATS, read
from tests.laws.surfaces import CONTEXT, characters
from tests.served import Caller

from greenroom.characters.model import Record
from greenroom.kit.json_values import encode_json
from greenroom.problems import BadCard

OWN = next(form for form in FORMATS if form.name == "native")


def written(record: Record) -> Any:
    assert OWN.write
    return json.loads(encode_json(OWN.write(record, CONTEXT)))


@given(characters())
def test_it_is_the_whole_model(record: Record) -> None:
    bare = replace(record, character=replace(record.character, avatar=""))
    (found,) = read(text(written(bare))).characters
    assert found.character == bare.character
    assert written(replace(bare, character=found.character)) == written(bare)


def test_layers_go_out_and_come_back_over_http(ada: Caller) -> None:
    body = {
        "defaultCharacterDescription": {"givenName": "Ada", "playerRole": "guest"},
        "strange": {"x": [1, None]},
    }
    ada.post("/studio/v1/workspaces/default/characters", body)
    (made,) = ada.get("/v1/characters").json()["items"]
    ada.post("/character/update", {"charID": made["id"], "voiceType": "FEMALE", "odd": "kept"})
    file = ada.get(f"/v1/characters/{made['id']}/export?format=native").content
    again = ada.post("/v1/imports", content=file).json()
    assert again["character"] == ada.get(f"/v1/characters/{made['id']}").json()["character"]
    assert {"inworld", "convai"} <= again["character"]["facets"].keys()
    studio = ada.get(f"/studio/v1/workspaces/default/characters/{again['id']}").json()
    assert (studio["strange"], studio["defaultCharacterDescription"]["playerRole"]) == (
        {"x": [1, None]},
        "guest",
    )


@pytest.mark.parametrize(
    ("character", "why"),
    [
        ({"name": 5}, "Expected `str`"),
        ({"mood": {"joy": 10**30}}, "larger"),
        ({"facets": {"inworld": [1]}}, "inworld"),
        ({"knowledge": {"facts": [{"text": "t", "more": {"inworld": 1}}]}}, "inworld"),
    ],
)  # fmt: skip
def test_what_no_server_wrote(character: Any, why: str) -> None:
    with pytest.raises(BadCard, match=why):
        read(text({"id": "1", "revision": 1, "character": {"name": "Ada", **character}}))


def test_what_is_no_field_is_told() -> None:
    value = {"id": "1", "revision": 1, "character": {"name": "Ada", "x": 1, "style": {"custom": [{"y": 1}]}}}
    (found,) = read(text(value)).characters
    told = [line.field for line in found.report if line.fate == "dropped"]
    assert told == ["character.x", "character.style.custom[0].y", "id", "revision"]
