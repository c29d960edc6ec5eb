"""Fields that nobody documented: kept, shown here alone, removed by null, bounded."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import MINIMAL, WHOLE, created, listed, updated
from tests.served import Caller

VALUES: list[Any] = [
    "text",
    "",
    0,
    -1.5,
    True,
    False,
    [],
    {},
    [1, [None, {"deep": ["er"]}]],
    {"a": None, "b": {"c": [1, 2]}},
    2**70,
    "猫 \U0001f600 </script>",
]


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_an_unknown_field_is_kept_as_it_is_and_shown_last(value: Any, ada: Caller) -> None:
    character = created(ada, x_studio=value)
    assert list(character)[-1] == "x_studio"
    assert character["x_studio"] == value
    assert type(character["x_studio"]) is type(value)
    assert listed(ada) == [character]
    assert updated(ada, character, name="New") == character | {"name": "New"}


def test_no_other_surface_shows_it(ada: Caller) -> None:
    character = created(ada, x_studio="canary")
    views = ada.get(f"/v1/characters/{character['id']}/views").json()["views"]
    assert {name for name, view in views.items() if "canary" in str(view)} == {"roleplay"}


def test_a_stranger_with_the_link_does_not_see_it(ada: Caller) -> None:
    character = created(ada, **WHOLE, x_studio="canary")
    for accept in ("application/json", "text/html"):
        shared = ada.served.http.get(f"/c/{character['share_id']}", headers={"accept": accept})
        assert "canary" not in shared.text


def test_it_is_replaced_whole_and_removed_by_null(ada: Caller) -> None:
    before = created(ada, x_one={"a": 1, "b": 2}, x_two=2)
    assert updated(ada, before, x_one={"c": 3}) == before | {"x_one": {"c": 3}}
    after = updated(ada, before, x_one=None)
    assert after.keys() == before.keys() - {"x_one"}
    assert listed(ada) == [after]


def test_null_is_as_good_as_absent_on_a_create(ada: Caller) -> None:
    assert "x_one" not in created(ada, x_one=None)


@pytest.mark.parametrize("name", ["Name", "shareId", "greetings.0", "a b", "", "constructor", "__proto__"])
def test_no_name_is_special(name: str, ada: Caller) -> None:
    before = created(ada)
    assert updated(ada, before, **{name: "x"}) == before | {name: "x"}


ROOM = 64 * 1024 - len('{"x":""}')


def test_a_character_keeps_64_kib_of_them(ada: Caller) -> None:
    character = created(ada, x="a" * ROOM)
    assert listed(ada) == [character]


def test_and_no_more_on_a_create(ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", MINIMAL | {"x": "a" * (ROOM + 1)})
    assert (answer.status_code, answer.json()["field"]) == (400, "x")
    assert "64 KiB" in answer.json()["error"]
    assert listed(ada) == []


def test_and_no_more_by_many_updates(ada: Caller) -> None:
    before = created(ada, x="a" * (ROOM - 10))
    answer = ada.post("/apiUpdateCharacter", {"id": before["id"], "y": "b" * 20, "name": "New"})
    assert answer.status_code == 400
    assert listed(ada) == [before]
