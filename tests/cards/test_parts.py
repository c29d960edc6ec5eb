from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from greenroom.cards import values
from greenroom.cards.parts import Part, Parts, join, split


class Thing(Struct, frozen=True, kw_only=True):
    keys: tuple[str, ...] = ()
    order: float = 0
    note: str = ""
    on: bool | None = None


BLANK = Thing()
PARTS: Parts = {
    "keys": Part(values.keys, tuple, always=True),
    "order": Part(values.number, float),
    "note": Part(values.text),
    "on": Part(values.flag),
    "id": Part(lambda value: value, typed=False),
    "extensions": Part(values.mapping, typed=False, missing=dict),
}
LEAST: dict[str, Any] = {"keys": [], "extensions": {}}


@pytest.mark.parametrize(
    ("wire", "thing", "more"),
    [
        ({}, Thing(), {}),
        ({"keys": "a,b"}, Thing(keys=("a", "b")), {}),
        ({"order": 5}, Thing(order=5.0), {}),
        ({"order": "5"}, Thing(order=5.0), {}),
        ({"order": 5.0}, Thing(order=5.0), {"order": 5.0}),
        ({"order": 2**70}, Thing(order=2.0**70), {"order": 2**70}),
        ({"order": 0}, Thing(), {"order": 0}),
        ({"order": "late"}, Thing(), {"order": "late"}),
        ({"note": ""}, Thing(), {"note": ""}),
        ({"note": None}, Thing(), {}),
        ({"note": 3}, Thing(note="3"), {}),
        ({"on": False}, Thing(on=False), {}),
        ({"id": 3}, Thing(), {"id": 3}),
        ({"extensions": {}}, Thing(), {}),
        ({"extensions": {"a": 1}}, Thing(), {"extensions": {"a": 1}}),
        ({"extensions": "a"}, Thing(), {"extensions": "a"}),
        ({"z": 1, "y": None, "id": "i"}, Thing(), {"id": "i", "z": 1, "y": None}),
    ],
)
def test_what_a_struct_does_not_say_is_kept(wire: dict[str, Any], thing: Thing, more: dict[str, Any]) -> None:
    found = split(wire, PARTS, BLANK)
    assert Thing(**found.fields) == thing
    assert repr(found.more) == repr(more)


@pytest.mark.parametrize(
    ("wire", "remarks"),
    [
        ({"keys": ["a"], "order": 5.0, "note": "", "on": True, "extensions": {}, "id": 3, "z": 1}, {}),
        ({"keys": "a,b", "note": 3, "on": "yes"}, dict.fromkeys(("keys", "note", "on"), values.RETYPED)),
        ({"keys": "", "note": [], "order": None}, {}),
        ({"note": 0, "on": 0}, dict.fromkeys(("note", "on"), values.RETYPED)),
        ({"flag": "maybe"}, {"flag": values.UNREAD}),
        ({"flag": ""}, {}),
        ({"order": "late", "extensions": "a"}, {}),
    ],
)
def test_what_is_written_otherwise_is_remarked(wire: dict[str, Any], remarks: dict[str, str]) -> None:
    parts = {**PARTS, "flag": Part(values.flag, always=True)}
    assert split(wire, parts, BLANK).remarks == remarks


@pytest.mark.parametrize(
    "wire",
    [
        {},
        {"keys": ["a"], "order": 5, "note": "n", "on": True, "id": "i", "extensions": {"a": 1}, "z": None},
        {"order": 5.0, "note": ""},
        {"order": 2**70},
        {"order": 0.25},
        {"order": 0},
        {"order": "late", "on": "maybe"},
    ],
)
def test_what_was_read_is_written(wire: dict[str, Any]) -> None:
    found = split(wire, PARTS, BLANK)
    joined = join(Thing(**found.fields), found.more, PARTS, BLANK)
    expected = LEAST | wire
    assert joined == expected
    assert {key: type(value) for key, value in joined.items()} == {
        key: type(value) for key, value in expected.items()
    }


@pytest.mark.parametrize(
    ("wire", "change", "shown"),
    [
        ({"order": 5.0}, {"order": 0}, {}),
        ({"order": 5.0}, {"order": 6.0}, {"order": 6}),
        ({"order": 0.0}, {"order": 6.0}, {"order": 6}),
        ({"order": "late"}, {"order": 6.0}, {"order": 6}),
        ({"note": ""}, {"note": "n"}, {"note": "n"}),
        ({"keys": ["a"]}, {"keys": ("b",)}, {"keys": ["b"]}),
    ],
)
def test_what_is_kept_gives_way_to_a_change(
    wire: dict[str, Any], change: dict[str, Any], shown: dict[str, Any]
) -> None:
    found = split(wire, PARTS, BLANK)
    thing = replace(Thing(**found.fields), **change)
    assert join(thing, found.more, PARTS, BLANK) == LEAST | shown


def test_the_empty_value_is_everybodys_own() -> None:
    join(BLANK, {}, PARTS, BLANK)["extensions"]["a"] = 1
    assert join(BLANK, {}, PARTS, BLANK)["extensions"] == {}
