from types import MappingProxyType
from typing import Any

import pytest

from greenroom.cards.layout import lay_out
from greenroom.characters.losses import Loss
from greenroom.problems import BadCard

V2, V3 = {"spec": "chara_card_v2"}, {"spec": "chara_card_v3"}


@pytest.mark.parametrize(
    ("card", "root", "data"),
    [
        (V3 | {"data": {"name": "N"}}, {}, {"name": "N"}),
        (V2 | {"spec_version": 2, "data": {"name": "N"}, "x": 1}, {"x": 1}, {"name": "N"}),
        ({"data": {"name": "N", "first_mes": ""}}, {}, {"name": "N", "first_mes": ""}),
        ({"name": "N", "description": "d", "x": 1}, {"x": 1}, {"name": "N", "description": "d"}),
        ({"name": "", "scenario": "s"}, {}, {"name": "", "scenario": "s"}),
        (V3 | {"name": "N", "tags": []}, {}, {"name": "N", "tags": []}),
        (V2 | {"name": "N", "data": None}, {}, {"name": "N"}),
        (
            V3 | {"name": "flat", "tags": ["flat"], "data": {"name": "N", "tags": None}},
            {"name": "flat", "tags": ["flat"]},
            {"name": "N", "tags": ["flat"]},
        ),
        (V3 | {"nickname": "flat", "data": {"name": "N"}}, {"nickname": "flat"}, {"name": "N"}),
        (V3 | {"name": "flat", "data": {}}, {"name": "flat"}, {"name": "flat"}),
        ({"name": "N", "description": "d", "first_mes": "", "entries": {}}, {"entries": {}}, {"name": "N", "description": "d", "first_mes": ""}),
    ],
)  # fmt: skip
def test_fields_are_found_wherever_they_are(card: Any, root: dict[str, Any], data: dict[str, Any]) -> None:
    assert lay_out(card, []) == (root, data)
    assert lay_out(MappingProxyType(card), []) == (root, data)


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        (None, "not_an_object"),
        ([], "not_an_object"),
        ([{"name": "N", "description": "d"}], "not_an_object"),
        ("{}", "not_an_object"),
        ({}, "not_a_card"),
        ({"name": "N"}, "not_a_card"),
        ({"name": "N", "description": ["no text"]}, "not_a_card"),
        ({"data": {"name": "N"}}, "not_a_card"),
        ({"spec": "chara_card_v9x", "data": {"name": "N"}}, "not_a_card"),
        ({"spec": ["chara_card_v3"], "data": {"name": "N"}}, "not_a_card"),
        ({"spec": "lorebook_v3", "data": {"name": "N", "description": "d", "entries": []}}, "lorebook"),
        ({"name": "N", "description": "d", "entries": {"0": {"key": []}}}, "lorebook"),
        ({"entries": []}, "lorebook"),
        (V3 | {"data": {}}, "no_name"),
        (V2 | {"data": {"description": "d"}}, "no_name"),
        (V2 | {"name": None, "data": {"name": None}}, "no_name"),
        ({"description": "d", "first_mes": "f"}, "no_name"),
    ],
)
def test_what_is_no_card_is_refused(card: Any, reason: str) -> None:
    with pytest.raises(BadCard) as refused:
        lay_out(card, [])
    assert refused.value.args[0] == reason


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ({}, "its keys are none"),
        ({"b": 1, "a": 2}, "its keys are b, a"),
        ({"k" * 99: 1} | {str(n): n for n in range(20)}, f"{'k' * 40}, 0, 1, 2, 3, 4, 5, 6, 7, 8, …"),
    ],
)
def test_a_refusal_says_what_was_found(card: Any, why: str) -> None:
    with pytest.raises(BadCard) as refused:
        lay_out(card, [])
    assert str(refused.value).endswith(why + ".")


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth - 1):
        value = {"in": value}
    return value


def test_a_card_is_sixty_four_levels_deep_at_most() -> None:
    card = V3 | {"data": {"name": "N"}}
    lay_out(card | {"deep": nested(63)}, [])
    for depth in (64, 5000):
        with pytest.raises(BadCard) as refused:
            lay_out(card | {"deep": nested(depth)}, [])
        assert refused.value.args[0] == "too_deep"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("\ud83d\ude00", "\ufffd\ufffd"),
        ("é\ud800", "é\ufffd"),
        ({"\udfff": 1}, {"\ufffd": 1}),
        ([float("nan"), float("-inf"), 1e308], [None, None, 1e308]),
    ],
)
def test_what_json_cannot_hold_is_replaced(value: Any, read: Any) -> None:
    notes: list[Loss] = []
    root, _ = lay_out(V3 | {"data": {"name": "N"}, "x": value}, notes)
    assert root == {"x": read}
    assert [note.field for note in notes] == ["card"]


@pytest.mark.parametrize(
    ("version", "fields"),
    [
        ("3.0", []),
        ("2.0", []),
        (2, []),
        ("2.0.1", []),
        ("new", []),
        (None, []),
        ([], []),
        (10**400, []),
        ("3.1", ["spec_version"]),
        (4, ["spec_version"]),
    ],
)
def test_only_newer_versions_are_noted(version: Any, fields: list[str]) -> None:
    notes: list[Loss] = []
    lay_out(V3 | {"spec_version": version, "data": {"name": "N"}}, notes)
    assert [note.field for note in notes] == fields


def test_data_of_another_type_is_noted() -> None:
    notes: list[Loss] = []
    assert lay_out({"name": "N", "scenario": "s", "data": "?"}, notes).root == {}
    assert [note.field for note in notes] == ["data"]
