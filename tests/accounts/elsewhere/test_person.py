from itertools import islice
from typing import Any

import pytest

from greenroom.accounts.elsewhere.person import Person, handles, person_of
from greenroom.accounts.service import is_handle

SAID: list[tuple[dict[str, Any], str | None, tuple[str, str]]] = [
    ({"email": "a@b.c", "name": "Ada  Lovelace"}, None, ("a@b.c", "Ada Lovelace")),
    ({"preferred_username": "ada", "name": "Ada"}, None, ("ada", "Ada")),
    ({"preferred_username": "ada"}, None, ("ada", "ada")),
    ({"name": "x" * 300}, None, ("x" * 200, "x" * 60)),
    ({}, '{"name": {"firstName": "Ada", "lastName": "L."}, "email": "evil@b.c"}', ("Ada L.", "Ada L.")),
    ({"email": "a@b.c"}, '{"name": {}}', ("a@b.c", "")),
    ({"email": 1, "name": ["Ada"], "preferred_username": None}, "null", ("", "")),
    ({"name": "A\u202eda\0"}, "{", ("Ada", "Ada")),
    ({}, '{"name": {"firstName": 1}}', ("", "")),
    ({}, "\ud800", ("", "")),
]


@pytest.mark.parametrize(("claims", "told", "shown"), SAID)
def test_what_is_said_is_a_suggestion(
    claims: dict[str, Any], told: str | None, shown: tuple[str, str]
) -> None:
    person = person_of("https://id.example", {"sub": "1"} | claims, told)
    assert person == ("https://id.example", "1", *shown)


def test_what_is_told_beside_the_token_says_not_who_somebody_is() -> None:
    told = '{"sub": "2", "iss": "x", "email": "owner@example.org", "name": {"firstName": "Eve"}}'
    assert person_of("https://id.example", {"sub": "1"}, told)[:3] == ("https://id.example", "1", "Eve")


NAMES = ["", "Ada Lovelace", "Ада", "a", "x" * 300, "../../etc", "Zoë"]


@pytest.mark.parametrize("name", NAMES)
def test_handles_are_handles_and_never_end(name: str) -> None:
    found = list(islice(handles(Person("i", "s", "", name)), 8))
    assert all(map(is_handle, found))
    assert len({*found}) == 8


def test_the_best_is_the_name() -> None:
    assert next(handles(Person("i", "s", "", "Ada Lovelace"))) == "Ada_Lovelace"
