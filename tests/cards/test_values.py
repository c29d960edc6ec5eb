from typing import Any

import pytest
from msgspec import UNSET

from greenroom.cards import values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", ""),
        (" as it is\n", " as it is\n"),
        (7, "7"),
        (1.0, "1.0"),
        (10**30, "1" + "0" * 30),
        (True, "true"),
        (["one", 2, None, "three"], "one\n2\nthree"),
        ([], ""),
        ({"a": ["é"]}, '{"a":["é"]}'),
    ],
)
def test_anything_has_a_text(value: Any, text: str) -> None:
    assert values.text(value) == text


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["", None, 3], ["", "3"]),
        ("a, b", ["a, b"]),
        ("", []),
        (5, ["5"]),
        ({}, ["{}"]),
    ],
)
def test_a_list_of_texts(value: Any, texts: list[str]) -> None:
    assert values.texts(value) == texts


@pytest.mark.parametrize(
    ("value", "keys"),
    [(" a, b ,,c", ["a", "b", "c"]), ("", []), (["a, b", " c "], ["a, b", " c "]), (1, ["1"])],
)
def test_keys_may_be_one_string(value: Any, keys: list[str]) -> None:
    assert values.keys(value) == keys


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0, False),
        (0.0, False),
        ("True", True),
        (" no ", False),
        ("maybe", UNSET),
        ("", UNSET),
        ([], UNSET),
        ({}, UNSET),
    ],
)
def test_a_flag(value: Any, flag: Any) -> None:
    assert values.flag(value) is flag


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (-2.5, -2.5),
        ("12", 12),
        (" -1.5 ", -1.5),
        (10**300, 10**300),
        (10**400, UNSET),
        ("9" * 5000, UNSET),
        (float("nan"), UNSET),
        (True, UNSET),
        ("1e3", UNSET),
        ("nan", UNSET),
        ("", UNSET),
        ([1], UNSET),
    ],
)
def test_a_number(value: Any, number: Any) -> None:
    read = values.number(value)
    assert (read, type(read)) == (number, type(number))


@pytest.mark.parametrize(
    ("value", "whole"),
    [(2, 2), (2.0, 2), ("4", 4), (2.5, UNSET), (2**63 - 1, 2**63 - 1), (2**63, UNSET), (False, UNSET)],
)
def test_a_whole_number(value: Any, whole: Any) -> None:
    read = values.whole(value)
    assert (read, type(read)) == (whole, type(whole))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (0, 0),
        (1703462400, 1703462400),
        (1703462400.75, 1703462400),
        ("1703462400", 1703462400),
        (10**11, 10**11),
        (1703462400123, 1703462400),
        (1703462400123456, 1703462400),
        (-1703462400123, -1703462401),
        ("2023-12-25", UNSET),
        (True, UNSET),
    ],
)
def test_a_moment_is_in_seconds(value: Any, seconds: Any) -> None:
    assert values.seconds(value) == seconds


def test_translations_are_texts() -> None:
    assert values.translations({"en": "notes", "de": 3, "fr": None}) == {"en": "notes", "de": "3"}
    assert values.translations("notes") is UNSET


@pytest.mark.parametrize("value", ["before_char_defs", "", 0, 1, None, [], {}])
def test_no_place_that_the_specifications_know(value: Any) -> None:
    assert values.place(value) is UNSET


@pytest.mark.parametrize(
    ("asset", "read"),
    [
        ({}, {"type": "", "uri": "", "name": "", "ext": "unknown"}),
        (
            {"x": [1], "ext": ".PNG", "uri": "embedded://a/embedded.png", "name": None, "type": "icon"},
            {"x": [1], "ext": "png", "uri": "embeded://a/embedded.png", "name": "", "type": "icon"},
        ),
        (
            {"type": "icon", "uri": "__asset:0", "name": "main", "ext": "unknown"},
            {"type": "icon", "uri": "__asset:0", "name": "main", "ext": "unknown"},
        ),
    ],
)
def test_an_asset(asset: dict[str, Any], read: dict[str, Any]) -> None:
    assert values.assets([asset]) == [read]
    assert values.assets(asset) == [read]
    assert list(read) == list(asset) or len(read) > len(asset)


def test_what_is_no_asset_is_left_out() -> None:
    assert values.assets([None, "icon.png", 4]) == []
    assert values.assets("icon.png") is UNSET


@pytest.mark.parametrize(
    ("raw", "read", "remark"),
    [
        ("a", "a", ""),
        (100, 100.0, ""),
        (5, "5", values.RETYPED),
        (0, False, values.RETYPED),
        (False, "false", values.RETYPED),
        ({}, "{}", values.RETYPED),
        ([None], [], values.RETYPED),
        ("", [], ""),
        ({}, "", ""),
        ("maybe", UNSET, values.UNREAD),
        (0, UNSET, values.UNREAD),
        ("", UNSET, ""),
        ([], UNSET, ""),
    ],
)
def test_a_value_that_became_another_one_is_remarked_unless_both_are_empty(
    raw: Any, read: Any, remark: str
) -> None:
    assert values.remark(raw, read) == remark
