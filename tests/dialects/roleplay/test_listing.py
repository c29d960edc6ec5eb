"""Lists: whole and newest first, or in pages."""

from itertools import chain
from typing import Any

import pytest
from tests.dialects.roleplay.bodies import created, listed
from tests.served import Caller

from greenroom.accounts import model
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character

CURSORS = ["x", "%00", "AAAA", "{}", "%F0%9F%98%80", "a" * 5000]
LIMITS = ["0", "-1", "1001", "x", "", "1.5", "1e3", "1_0", "+5", "%205", "%EF%BC%91", "9" * 5000]


@pytest.fixture
def seven(ada: Caller) -> list[str]:
    """The ids of seven characters, newest first."""
    return [created(ada, name=str(number))["id"] for number in range(7)][::-1]


def pages(who: Caller, limit: int) -> list[list[str]]:
    found: list[list[str]] = []
    cursor: str | None = ""
    while cursor is not None:
        answer: Any = who.get(f"/apiListCharacters?limit={limit}&cursor={cursor}").json()
        found.append([one["id"] for one in answer["characters"]])
        cursor = answer["next_cursor"]
    return found


def test_the_list_is_whole_and_newest_first(ada: Caller, seven: list[str]) -> None:
    assert [one["id"] for one in listed(ada)] == seven


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (1000, [7])])
def test_pages_hold_the_same_in_the_same_order(
    limit: int, sizes: list[int], ada: Caller, seven: list[str]
) -> None:
    found = pages(ada, limit)
    assert list(chain.from_iterable(found)) == seven
    assert [len(page) for page in found] == sizes


@pytest.mark.usefixtures("seven")
def test_a_page_shows_what_the_list_shows(ada: Caller) -> None:
    assert ada.get("/apiListCharacters?limit=1000").json()["characters"] == listed(ada)


def test_pages_meet_every_item_once_while_others_come_and_go(ada: Caller, seven: list[str]) -> None:
    first = ada.get("/apiListCharacters?limit=3").json()
    created(ada, name="late")
    ada.post("/apiDeleteCharacter", {"id": first["characters"][2]["id"]})
    ada.post("/apiUpdateCharacter", {"id": seven[4], "name": "renamed"})
    second = ada.get(f"/apiListCharacters?limit=10&cursor={first['next_cursor']}").json()
    assert [one["id"] for one in second["characters"]] == seven[3:]


@pytest.mark.usefixtures("seven")
def test_a_cursor_is_the_account_s_own(ada: Caller, bob: Caller) -> None:
    created(bob)
    cursor = ada.get("/apiListCharacters?limit=1").json()["next_cursor"]
    answer = bob.get(f"/apiListCharacters?limit=1&cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_argument")


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_cursor_that_was_not_made_here_is_refused(cursor: str, ada: Caller) -> None:
    answer = ada.get(f"/apiListCharacters?cursor={cursor}")
    assert (answer.status_code, answer.json()["field"]) == (400, "cursor")


@pytest.mark.usefixtures("seven")
def test_an_edited_cursor_is_refused(ada: Caller) -> None:
    cursor = ada.get("/apiListCharacters?limit=1").json()["next_cursor"]
    for at in (0, len(cursor) // 2):
        edited = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        assert ada.get(f"/apiListCharacters?cursor={edited}").status_code == 400


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_out_of_bounds_is_refused(limit: str, ada: Caller) -> None:
    answer = ada.get(f"/apiListCharacters?limit={limit}")
    assert (answer.status_code, answer.json()["field"]) == (400, "limit")


def test_one_character_by_its_id(ada: Caller, seven: list[str]) -> None:
    (one,) = ada.get(f"/apiListCharacters?id={seven[2]}").json()["characters"]
    assert one == listed(ada)[2]


@pytest.mark.parametrize(
    ("identity", "status"), [("01900000-0000-7000-8000-000000000000", 404), ("x", 400), ("", 400)]
)
def test_one_that_is_not_there(identity: str, status: int, ada: Caller) -> None:
    assert ada.get(f"/apiListCharacters?id={identity}").status_code == status


def test_a_bad_parameter_is_refused_beside_an_id_too(ada: Caller, seven: list[str]) -> None:
    for bad in ("limit=x", "cursor=x"):
        assert ada.get(f"/apiListCharacters?id={seven[0]}&{bad}").status_code == 400
    assert ada.get(f"/apiListCharacters?id={seven[0]}&limit=5").json() == {"characters": [listed(ada)[0]]}


@pytest.mark.usefixtures("seven")
def test_parameters_that_mean_nothing_are_ignored(ada: Caller) -> None:
    assert len(ada.get("/apiListCharacters?page=2&sort=name").json()["characters"]) == 7


@pytest.mark.parametrize("body", ["", "{}", "not json", "[]"])
def test_post_lists_too_whatever_its_body(body: str, ada: Caller, seven: list[str]) -> None:
    answer = ada.send("POST", "/apiListCharacters", content=body)
    assert [one["id"] for one in answer.json()["characters"]] == seven


def test_the_seams_of_a_long_list_do_not_show(ada: Caller) -> None:
    """It is read 500 at a time."""
    for more in (500, 1):
        ada.served.write(_create_many, ada, more)
        names = [one["name"] for one in listed(ada)]
        assert names == sorted(names, reverse=True)
        assert len(set(names)) == len(names)
    assert len(names) == 501


def _create_many(db: Transaction, who: Caller, count: int) -> None:
    owner = model.Caller(
        account_id=who.account_id, handle=who.handle, plan="home", key_id=None, scopes=frozenset()
    )
    for _ in range(count):
        Catalogue().create(db, owner, Character(name=db.new_id()), "test")
