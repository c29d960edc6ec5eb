"""Fields that nobody documented: kept, shown here alone, removed by null, bounded; and what the vendor advises against."""

from typing import Any

import pytest
from tests.dialects.npcbuilder.bodies import WHOLE, WORLD, created, got, listed, patch, patched, refused, said
from tests.served import Caller

VALUES: list[Any] = ["", 0, -1.5, False, [], {}, {"a": None, "b": [1, {"c": 2**70}]}, "猫 </script>"]


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_an_unknown_field_is_kept_as_it_is_and_shown_last(value: Any, ada: Caller) -> None:
    character = created(ada, WHOLE | {"voice": value})
    assert [*character][-1] == "voice"
    assert (character["voice"], type(character["voice"])) == (value, type(value))
    assert patched(ada, character, name="x") == character | {"name": "x"}


@pytest.mark.parametrize("name", ["region_id", "character_id", "Name", "", "items.0", "placement"])
def test_no_name_is_special(name: str, ada: Caller) -> None:
    before = created(ada)
    assert patched(ada, before, **{name: "x"}) == before | {name: "x"}


def test_it_is_replaced_whole_and_removed_by_null(ada: Caller) -> None:
    before = created(ada, {"one": {"a": 1}, "two": 2, "three": None})
    assert "three" not in before
    after = patched(ada, before, one={"b": 2}, two=None)
    assert after == {name: value for name, value in before.items() if name != "two"} | {"one": {"b": 2}}


def test_no_other_surface_shows_it(ada: Caller) -> None:
    created(ada, WHOLE | {"x": "canary", "items": [{"itemName": "a", "x": "canary"}]})
    identity = said(ada.get("/v1/characters"))["items"][0]["id"]
    views = said(ada.get(f"/v1/characters/{identity}/views"))["views"]
    assert {name for name, view in views.items() if "canary" in str(view)} == {"npcbuilder"}


def test_more_than_64_kib_is_refused(ada: Caller) -> None:
    room = 64 * 1024 - len('{"x":""}')
    before = created(ada, {"x": "y" * room})
    assert refused(ada.post(WORLD, {"x": "y" * (room + 1)})) == (400, "bad_request", "x")
    assert patch(ada, before, z=1).status_code == 400
    assert got(ada, before["id"]) == before
    assert len(listed(ada)) == 1


def test_opposite_traits_are_remarked_upon_and_taken(ada: Caller) -> None:
    assert created(ada, {"traits": ["Kind", "brave", "cruel"]})["traits"] == ["Kind", "brave", "cruel"]
    identity = said(ada.get("/v1/characters"))["items"][0]["id"]
    remarks = said(ada.get(f"/v1/characters/{identity}/views"))["remarks"]["npcbuilder"]
    assert remarks == [{"field": "traits", "why": "has both kind and cruel, which contradict each other"}]
