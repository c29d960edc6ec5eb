from typing import Any

import pytest

from greenroom.cards.world_info import card_book, card_entry, list_entries


@pytest.mark.parametrize(
    ("world_info", "entry"),
    [
        ({"key": []}, {"keys": [], "extensions": {}}),
        (
            {"uid": 3, "key": ["a"], "keysecondary": ["b"], "order": 100, "content": "c", "comment": "d"},
            {
                "id": 3,
                "keys": ["a"],
                "secondary_keys": ["b"],
                "insertion_order": 100,
                "content": "c",
                "comment": "d",
                "extensions": {},
            },
        ),
        ({"key": [], "disable": True}, {"keys": [], "enabled": False, "extensions": {}}),
        ({"key": [], "disable": False}, {"keys": [], "enabled": True, "extensions": {}}),
        ({"key": [], "disable": "maybe"}, {"keys": [], "extensions": {"disable": "maybe"}}),
        ({"key": [], "disable": None}, {"keys": [], "extensions": {}}),
        ({"key": [], "position": 0}, {"keys": [], "position": "before_char", "extensions": {}}),
        ({"key": [], "position": 1}, {"keys": [], "position": "after_char", "extensions": {}}),
        ({"key": [], "position": 4}, {"keys": [], "extensions": {"position": 4}}),
        ({"key": [], "position": True}, {"keys": [], "extensions": {"position": True}}),
        (
            {
                "key": [],
                "selectiveLogic": 3,
                "useProbability": True,
                "excludeRecursion": True,
                "sticky": None,
            },
            {
                "keys": [],
                "extensions": {
                    "selectiveLogic": 3,
                    "useProbability": True,
                    "exclude_recursion": True,
                    "sticky": None,
                },
            },
        ),
        (
            {"keysecondary": [], "depth": 4, "extensions": {"depth": 2, "own": 1}},
            {"secondary_keys": [], "extensions": {"depth": 4, "own": 1}},
        ),
    ],
)
def test_world_info_becomes_a_card_entry(world_info: dict[str, Any], entry: dict[str, Any]) -> None:
    assert card_entry(world_info) == entry


@pytest.mark.parametrize(
    "entry", [{}, {"keys": [], "key": "a"}, {"content": "c", "order": 3}, None, "text", []]
)
def test_whatever_is_no_world_info_stays(entry: Any) -> None:
    assert card_entry(entry) == entry


def test_entries_may_be_an_object() -> None:
    entries = {"0": {"key": ["a"], "uid": 9}, "7": {"key": ["b"]}, "x": {"keys": ["c"]}, "bad": None}
    assert list_entries(entries) == [
        {"id": 9, "keys": ["a"], "extensions": {}},
        {"keys": ["b"], "id": 7, "extensions": {}},
        {"keys": ["c"], "id": "x"},
        None,
    ]


@pytest.mark.parametrize("entries", [None, "", "text", 4, True])
def test_no_entries(entries: Any) -> None:
    assert list_entries(entries) == []


def test_the_book_of_world_info_has_other_names() -> None:
    book = {"name": "n", "scanDepth": 2, "tokenBudget": 99, "recursiveScanning": True, "x": 1, "entries": {}}
    assert card_book(book) == {
        "name": "n",
        "scan_depth": 2,
        "token_budget": 99,
        "recursive_scanning": True,
        "x": 1,
        "entries": {},
    }
    assert card_book(book | {"scan_depth": 5})["scan_depth"] == 5
    assert card_book(book | {"entries": []}) == book | {"entries": []}
