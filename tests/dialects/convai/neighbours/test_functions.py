"""Functions: kept, listed and connected to characters; never run."""

from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from tests.dialects.convai.studio import NOBODY, created, said, update
from tests.served import Caller

from greenroom.records import store
from greenroom.records.model import Shelf

ADD = {"name": "add", "description": "Adds.", "source_code": "def add(a, b):\n    return a + b"}


def made(who: Caller, **more: Any) -> Any:
    return said(who.post("/functions/create/", ADD | more), 201)["function"]


def listed(who: Caller, **body: Any) -> Any:
    answer = said(who.post("/functions/list/", body))
    answer.pop("transactionID")
    return answer


def test_a_function_is_kept_as_it_was_sent(ada: Caller, bob: Caller) -> None:
    one = made(ada, input_description='{"a": "int"}')
    assert ADD.items() <= one.items()
    assert (one["language"], one["input_description"]) == ("python", '{"a": "int"}')
    assert b64decode(one["base64_source_code"]).decode() == ADD["source_code"]
    assert listed(ada) == {"functions": [one]}
    assert listed(bob) == {"functions": []}


def test_pages_are_given_to_who_asks(ada: Caller) -> None:
    names = [made(ada, name=str(number))["name"] for number in range(5)]
    for page in (1, 2, 3, 4):
        answer = listed(ada, per_page=2, page=page)
        assert [one["name"] for one in answer.pop("functions")] == names[2 * page - 2 : 2 * page]
        assert answer == {"total_pages": 3, "per_page": 2, "page": page, "total": 5}
    assert len(listed(ada, per_page="-1")["functions"]) == 5


def test_a_character_has_those_that_its_update_says(ada: Caller) -> None:
    identity, one, other = created(ada), made(ada), made(ada)
    active = [
        {"id": one["function_id"], "status": "active"},
        {"id": other["function_id"], "status": "inactive"},
    ]
    said(update(ada, identity, functions=active))
    assert listed(ada, character_id=identity) == {"functions": [one]}
    said(ada.post("/functions/delete/", {"function_id": one["function_id"]}))
    assert listed(ada, character_id=identity) == {"functions": []}


def test_at_most_128_are_connected(ada: Caller) -> None:
    identity = created(ada)
    links = [{"id": made(ada)["function_id"], "status": "active"} for _ in range(129)]
    said(update(ada, identity, functions=links[:128]))
    assert said(update(ada, identity, functions=links[128:]), 400)["ERROR"].startswith(
        "Function limit exceeded."
    )
    said(update(ada, identity, functions=[{"id": links[0]["id"], "status": "inactive"}, links[128]]))


def test_a_function_that_is_gone_does_not_count(ada: Caller) -> None:
    identity = created(ada)
    links = [{"id": made(ada)["function_id"], "status": "active"} for _ in range(129)]
    said(update(ada, identity, functions=links[:128]))
    copy = said(ada.post("/user/clone_character", {"charID": identity}))["charID"]
    said(ada.post("/functions/delete/", {"function_id": links[0]["id"]}))
    for one in (identity, copy):
        said(update(ada, one, functions=links[128:]))
        assert len(listed(ada, character_id=one)["functions"]) == 128


def connections(who: Caller, identity: str) -> set[str]:
    """The ids of the functions that a character is connected to, whether or not there are any of these ids."""
    shelf = Shelf(who.account_id, "convai", "function_link", identity)
    return {one.record_id for one in who.served.write(store.all_on, shelf)}


def test_nothing_is_connected_to_what_is_deleted_meanwhile(ada: Caller) -> None:
    """Neither by an update, nor by cloning who had it."""
    names = [made(ada)["function_id"] for _ in range(24)]
    links = [{"id": name, "status": "active"} for name in names]
    identities = [created(ada) for _ in range(4)]
    first = created(ada, functions=links)

    def connect(at: int) -> int:
        if at % 4 == 0:
            return ada.post("/user/clone_character", {"charID": first}).status_code
        return update(ada, identities[at % 4], functions=[links[at % 24]]).status_code

    def end(name: str) -> int:
        return ada.post("/functions/delete", {"function_id": name}).status_code

    with ThreadPoolExecutor(16) as threads:
        connected = [threads.submit(connect, at) for at in range(96)]
        ended = [threads.submit(end, name) for name in names]
    assert {one.result() for one in connected} <= {200, 400}
    assert {one.result() for one in ended} == {200}
    for one in said(ada.post("/character/list"))["characters"]:
        assert connections(ada, one["character_id"]) == set()


WRONG: list[dict[str, Any]] = [
    {"name": None},
    {"name": " "},
    {"source_code": None},
    {"source_code": "\n" * 401},
    {"language": "perl"},
    {"description": 5},
]


@pytest.mark.parametrize("body", WRONG, ids=str)
def test_what_cannot_be_one_is_refused(body: dict[str, Any], ada: Caller) -> None:
    assert set(said(ada.post("/functions/create/", ADD | body), 400)) == {"ERROR", "Reference ID"}


def test_what_there_is_not_cannot_be_deleted(ada: Caller, bob: Caller) -> None:
    one = made(ada)
    for who, function in ((ada, NOBODY), (bob, one["function_id"])):
        refused = said(who.post("/functions/delete/", {"function_id": function}), 404)
        assert refused["ERROR"] == f"Function with id {function} not found"
    said(ada.post("/functions/list", {"per_page": "ten"}), 400)
    said(ada.post("/functions/list", {"character_id": NOBODY}), 404)
