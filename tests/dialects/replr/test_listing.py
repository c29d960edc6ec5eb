"""The list of one's own characters: pages, orders, and what an item shows."""

from typing import Any

import pytest
from tests.dialects.replr.bodies import CHARACTER, ITEM, WHOLE, created, listed, page, path_of, updated
from tests.served import Caller


@pytest.fixture
def five(ada: Caller) -> list[str]:
    """The ids of five characters, newest first."""
    return [created(ada, name=name)["id"] for name in ("b", "Ä", "a", "C", "b")][::-1]


def ids(who: Caller, query: str = "") -> list[str]:
    return [one["id"] for one in listed(who, query)]


def test_an_account_begins_with_nothing(ada: Caller) -> None:
    assert page(ada, "/v1/replrs") == {"data": [], "total": 0, "limit": 20, "offset": 0}


def test_an_item_lacks_what_the_vendor_s_example_lacks(ada: Caller) -> None:
    character = created(ada, **WHOLE, more=1)
    (item,) = listed(ada)
    assert list(item) == ITEM
    assert item.items() <= character.items()
    assert character.keys() - item.keys() == {*CHARACTER, "more"} - {*ITEM}


def test_the_envelope_counts_all_and_names_the_page(ada: Caller, five: list[str]) -> None:
    answer = page(ada, "/v1/replrs?limit=2&offset=1")
    assert list(answer) == ["data", "total", "limit", "offset"]
    assert [one["id"] for one in answer.pop("data")] == five[1:3]
    assert answer == {"total": 5, "limit": 2, "offset": 1}


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_hold_each_item_once_and_in_order(limit: int, ada: Caller, five: list[str]) -> None:
    found = [one for offset in range(0, 5, limit) for one in ids(ada, f"limit={limit}&offset={offset}")]
    assert found == five


@pytest.mark.usefixtures("five")
def test_names_are_sorted_without_regard_to_case(ada: Caller) -> None:
    assert [one["name"] for one in listed(ada, "sort=name")] == ["Ä", "a", "b", "b", "C"]
    same = [one["id"] for one in listed(ada, "sort=name") if one["name"] == "b"]
    assert same == sorted(same)


def test_the_latest_change_comes_first(ada: Caller, five: list[str]) -> None:
    updated(ada, {"id": five[3]}, description="changed")
    assert ids(ada, "sort=updated_at")[0] == five[3]
    assert ids(ada, "sort=created_at") == ids(ada) == five


@pytest.mark.parametrize("limit", ["101", "1000", "9" * 30])
@pytest.mark.usefixtures("five")
def test_more_than_a_hundred_is_a_hundred(limit: str, ada: Caller) -> None:
    assert page(ada, f"/v1/replrs?limit={limit}")["limit"] == 100


@pytest.mark.parametrize("offset", ["5", "10001", str(2**63), "9" * 30])
def test_beyond_the_end_there_is_nothing(offset: str, ada: Caller, five: list[str]) -> None:
    assert page(ada, f"/v1/replrs?offset={offset}") == {
        "data": [],
        "total": len(five),
        "limit": 20,
        "offset": int(offset),
    }


BAD: list[tuple[str, str]] = [
    *(
        ("limit", value)
        for value in ("0", "-1", "", "x", "1.5", "1e3", "+5", "%205", "%EF%BC%91", "9" * 5000)
    ),
    *(("offset", value) for value in ("-1", "", "x", "1.0", "%00")),
    *(("sort", value) for value in ("", "Name", "popular", "created_at%20desc", "name;drop", "-name")),
]


@pytest.mark.parametrize(("parameter", "value"), BAD, ids=lambda value: value[:20])
@pytest.mark.parametrize("path", ["/v1/replrs", "/v1/replrs/explore"])
def test_a_bad_parameter_is_named(parameter: str, value: str, path: str, ada: Caller) -> None:
    if path.endswith("explore") and value == "popular":
        value = "name"
    answer = ada.get(f"{path}?{parameter}={value}")
    assert (answer.status_code, answer.json()["error"]) == (400, "validation_error")
    assert answer.json()["details"]["fields"].keys() == {parameter}


def test_all_bad_parameters_are_named(ada: Caller) -> None:
    fields = ada.get("/v1/replrs?limit=0&offset=-1&sort=x").json()["details"]["fields"]
    assert fields == {
        "limit": "must be a whole number from 1 to 100",
        "offset": "must be a whole number from 0",
        "sort": "must be one of created_at, updated_at, name",
    }


def test_what_is_unknown_is_ignored_and_the_last_of_several_counts(ada: Caller, five: list[str]) -> None:
    assert ids(ada, "page=7&category=x&limit=x&limit=2") == five[:2]


def test_one_s_own_are_listed_and_nobody_else_s(ada: Caller, bob: Caller, five: list[str]) -> None:
    created(bob, is_public=True)
    assert ids(ada) == five
    assert page(bob, "/v1/replrs")["total"] == 1


def test_a_write_shows_in_the_very_next_list(ada: Caller) -> None:
    one: Any = created(ada)
    assert page(ada, "/v1/replrs")["total"] == 1
    assert updated(ada, one, name="New")["name"] == listed(ada)[0]["name"] == "New"
    ada.delete(path_of(one))
    assert page(ada, "/v1/replrs")["total"] == 0
