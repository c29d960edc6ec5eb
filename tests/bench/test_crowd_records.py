from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote_plus, urlencode

import pytest

from greenroom.bench.crowd import crowd, member, messages
from greenroom.bench.crowd_records import answers, crowd_records, records_asked
from greenroom.bench.lab import Lab
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import provided
from greenroom.bench.pocketbase import find_pocketbase
from greenroom.bench.questions import Question, kinds
from greenroom.bench.request import Request, ask

COUNT = 120
FILTER = 'category = "C 1" && (name ~ "a" || description ~ "a") && (name ~ "b" || description ~ "b")'


@contextmanager
def port_of_theirs(lab: Lab) -> Iterator[int]:
    records = crowd_records(lab, COUNT)
    assert records
    with records.serve() as served:
        yield served.port


def test_it_is_asked_for_all_but_trends() -> None:
    asked = {what for what, several in kinds(COUNT).items() if all(map(answers, several))}
    assert kinds(COUNT).keys() - asked == {
        "trending",
        "trending in a category",
        "a frequent word, trending",
    }


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ({}, "sort=-messages&perPage=20&skipTotal=1"),
        ({"sort": "recent"}, "sort=-created&perPage=20&skipTotal=1"),
        (
            {"category": "C 1", "q": "a b"},
            f"sort=-messages&perPage=20&skipTotal=1&filter={quote_plus(FILTER)}",
        ),
    ],
)
def test_a_question_is_asked_by_order_and_filter(question: Question, asked: str) -> None:
    assert records_asked(question, 20) == f"/api/collections/crowd/records?{asked}"


@pytest.mark.skipif(find_pocketbase() is None, reason="PocketBase is not installed")
def test_anybody_lists_the_same_characters_in_the_same_order(lab: Lab) -> None:
    expected = sorted(map(member, range(COUNT)), key=lambda one: -messages(one.name))
    with port_of_theirs(lab) as port:
        found = ask(port, Request(records_asked({}, COUNT)))["items"]
    liked = [one for one in expected if messages(one.name)]
    assert [one["messages"] for one in found] == [messages(one.name) for one in expected]
    assert {one["name"] for one in found[: len(liked)]} == {one.name for one in liked}
    assert {(one["name"], one["description"], one["category"]) for one in found} == {
        (one.name, one.blurb, one.category) for one in expected
    }


@pytest.mark.skipif(find_pocketbase() is None, reason="PocketBase is not installed")
def test_whomever_ours_finds_it_finds_too(lab: Lab) -> None:
    """It finds others as well, in whose words the letters are."""
    ((_, _, provision),) = provided(lab._replace(sizes=(COUNT,)), crowd)
    header = {"Authorization": f"Bearer {provision.stock.key}"}
    with port_of_theirs(lab) as theirs, serve_home(lab, provision.home) as served:
        for several in kinds(COUNT).values():
            for one in filter(answers, several[:5]):
                ours = ask(served.port, Request(f"/v1/explore?{urlencode({**one, 'limit': 100})}", header))
                found = ask(theirs, Request(records_asked(one, COUNT)))["items"]
                assert {item["name"] for item in ours["items"]} <= {item["name"] for item in found}
