"""How a character is made, read and listed through our own API, as whoever measures it does."""

from typing import Any

import pytest
from tests.served import Caller

from greenroom.dialects.kit.samples import Pages
from greenroom.dialects.native.samples import SAMPLES

LONG = "Stay in-character. " * 200


def made(caller: Caller, name: str) -> Any:
    answer = caller.post(SAMPLES.create, SAMPLES.body(name, LONG), headers=dict([SAMPLES.header(caller.key)]))
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def pages() -> Pages:
    assert SAMPLES.pages
    return SAMPLES.pages


def test_what_is_made_has_the_name_and_the_long_text_and_is_read_where_it_says(ada: Caller) -> None:
    one = made(ada, "Nora")
    assert (one["character"]["name"], one["character"]["prompt"]["definition"]) == ("Nora", LONG)
    assert ada.get(SAMPLES.one(one)).json() == one


def test_each_page_leads_to_the_next(ada: Caller, pages: Pages) -> None:
    newest_first = [made(ada, f"Guard {number}")["id"] for number in range(5)][::-1]
    page, found = None, []
    for _ in range(3):
        page = ada.get(pages.path(2, page)).json()
        found.append([item["id"] for item in page[pages.items]])
    assert found == [newest_first[:2], newest_first[2:4], newest_first[4:]]


def test_a_page_may_have_a_hundred_items(ada: Caller, pages: Pages) -> None:
    made(ada, "Nora")
    assert len(ada.get(pages.path(100, None)).json()[pages.items]) == 1
