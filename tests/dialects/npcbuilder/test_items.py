"""Items, events and quests: objects with keys that nobody documented, replaced as whole lists."""

from typing import Any

import pytest
from tests.dialects.npcbuilder.bodies import WORLD, created, patch, patched, refused
from tests.served import Caller

from greenroom.characters.codecs import Context
from greenroom.characters.world import Item
from greenroom.dialects.npcbuilder.items import ITEMS
from greenroom.kit.json_values import encode_json

LISTS = [("items", "itemName"), ("events", "eventName"), ("quests", "objective")]
NOWHERE = Context("")


@pytest.mark.parametrize(("field", "key"), LISTS)
def test_unknown_keys_stay_inside(field: str, key: str, ada: Caller) -> None:
    sent = [{key: "one", "rarity": {"of": [1, None]}}, {key: "two", "n": 2**70}, {key: "one"}]
    character = created(ada, {field: sent})
    assert character[field] == sent
    assert patched(ada, character, name="x")[field] == sent


@pytest.mark.parametrize(("field", "key"), LISTS)
def test_a_list_is_replaced_whole_and_an_object_that_stays_keeps_its_unknown_keys(
    field: str, key: str, ada: Caller
) -> None:
    one, two = {key: "one", "rarity": 1, "x": 1}, {key: "two", "rarity": 2}
    character = created(ada, {field: [one, two, one | {"rarity": 3}]})
    after = patched(ada, character, **{field: [{key: "three"}, {key: "one", "x": None}, {key: "one"}]})
    assert after[field] == [{key: "three"}, {key: "one", "rarity": 1}, one | {"rarity": 3}]
    assert patched(ada, character, **{field: []})[field] == []


@pytest.mark.parametrize(("field", "key"), LISTS)
def test_null_inside_is_absent(field: str, key: str, ada: Caller) -> None:
    sent = [{key: "one", "description": None, "rarity": None}]
    assert created(ada, {field: sent})[field] == [{key: "one"}]


def test_what_stands_in_a_list_is_not_judged_again(ada: Caller) -> None:
    made = ada.post("/studio/v1/workspaces/default/characters", {})
    assert made.status_code == 200
    studio = "/studio/v1/workspaces/default/characters/character"
    traits = ["long" * 10, "brave"]
    told = {"defaultCharacterDescription": {"personalityAdjectives": traits}}
    assert ada.send("PATCH", studio, json=told).status_code == 200
    where = "/context/characters/default/default"
    name = ada.get(where).json()["characters"][0]["id"]
    assert ada.send("PATCH", f"{where}/{name}", json={"traits": [*traits, "kind"]}).status_code == 200
    answer = ada.send("PATCH", f"{where}/{name}", json={"traits": [*traits, "long" * 11]})
    assert refused(answer) == (400, "bad_request", "traits[2]")


ROOM = 64 * 1024 - len('{"x":""}')


def test_a_character_keeps_64_kib_of_unknown_keys_inside_and_out(ada: Caller) -> None:
    full = [{"itemName": "a", "x": "y" * ROOM}]
    character = created(ada, {"items": full})
    assert character["items"] == full
    for more, field in (
        ({"z": 1}, "items[0].x"),
        ({"items": [{"itemName": "a", "x": "y" * (ROOM + 1)}]}, "items[0].x"),
    ):
        answer = ada.post(WORLD, {"items": full} | more)
        assert refused(answer) == (400, "bad_request", field)
        assert "64 KiB" in answer.json()["message"]
    assert refused(patch(ada, character, quests=[{"x": 1}])) == (400, "bad_request", "quests[0].x")
    assert patched(ada, character, quests=[{}], name="x")["items"] == full


def test_what_others_keep_in_an_item_goes_with_equal_content_by_position() -> None:
    def layer(value: Any) -> Any:
        return {"other": encode_json(value)}

    old = tuple(Item(name=name, more=layer(at)) for at, name in enumerate(("sword", "bow", "sword", "cup")))
    sent = [{"itemName": name} for name in ("cup", "sword", "sword", "sword", "axe")]
    put = ITEMS.put([*sent, {"itemName": "bow", "x": 1}], old, NOWHERE)
    kept = [one.more for one in put]
    assert kept[:5] == [layer(3), layer(0), layer(2), {}, {}]
    assert kept[5].keys() == {"other", "npcbuilder"}
    assert ITEMS.show(put, NOWHERE)[5] == {"itemName": "bow", "x": 1}
