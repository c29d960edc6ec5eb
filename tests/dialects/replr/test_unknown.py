"""Fields that nobody documented: kept, shown here alone and to the owner alone, removed by null, bounded."""

from typing import Any

import pytest
from tests.dialects.replr.bodies import MINIMAL, created, fetched, listed, path_of, timeless, updated
from tests.served import Caller

VALUES: list[Any] = [
    "text",
    "",
    0,
    -1.5,
    True,
    [],
    {},
    {"a": None, "b": [1, {"c": 2}]},
    2**70,
    "猫 </script>",
]


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_an_unknown_field_is_kept_as_it_is_and_shown_last(value: Any, ada: Caller) -> None:
    character = created(ada, x_studio=value)
    assert list(character)[-1] == "x_studio"
    assert (character["x_studio"], type(character["x_studio"])) == (value, type(value))
    assert fetched(ada, character) == character


def test_it_is_replaced_whole_and_removed_by_null(ada: Caller) -> None:
    before = created(ada, x_one={"a": 1, "b": 2}, x_two=2, x_none=None)
    assert "x_none" not in before
    assert timeless(updated(ada, before, x_one={"c": 3})) == timeless(before) | {"x_one": {"c": 3}}
    assert "x_one" not in updated(ada, before, x_one=None)


def test_no_other_surface_shows_it_and_no_list(ada: Caller) -> None:
    character = created(ada, x_studio="canary")
    views = ada.get(f"/v1/characters/{character['id']}/views").json()["views"]
    assert {name for name, view in views.items() if "canary" in str(view)} == {"replr"}
    assert "canary" not in str(listed(ada))


ROOM = 64 * 1024 - len('{"x":""}')


def test_a_character_keeps_64_kib_of_them_and_no_more(ada: Caller) -> None:
    before = created(ada, x="a" * ROOM)
    for answer in (
        ada.post("/v1/replrs", MINIMAL | {"x": "a" * (ROOM + 1), "name": ""}),
        ada.send("PUT", path_of(before), json={"y": 1, "name": ""}),
    ):
        fields = answer.json()["details"]["fields"]
        assert answer.status_code == 400
        name, unknown = fields
        assert name == "name"
        assert "64 KiB" in fields[unknown]
    assert [one["id"] for one in listed(ada)] == [before["id"]]
    assert fetched(ada, before) == before


@pytest.mark.parametrize("said", [{"mo\0re": 1}, {"more": ["\0"]}, {"more": {"a\0": 1}}])
def test_u_0000_is_refused_in_them_too(said: dict[str, Any], ada: Caller) -> None:
    before = created(ada)
    answer = ada.send("PATCH", path_of(before), json=said)
    assert answer.json()["details"]["fields"] == dict.fromkeys(said, "must not contain U+0000")
    assert fetched(ada, before) == before
