"""Lorebooks that came without a character are seen, and given to characters; what is nobody's is found by nobody."""

import time
from typing import Any

from tests.cards.corpus import V2, text
from tests.served import Caller

ENTRY = {"keys": ["sea"], "content": "It is deep.", "insertion_order": 3, "enabled": True, "odd": 1}
BOOK: dict[str, Any] = {
    "spec": "lorebook_v3",
    "data": {"name": "Sea", "scan_depth": 2, "entries": [ENTRY], "mine": {"x": 1}},
}


def kept(who: Caller, value: Any = BOOK) -> Any:
    """The result of an import."""
    operation = who.post("/v1/imports/batch?name=sea.json", content=text(value)).json()
    for _ in range(600):
        found = who.get(f"/v1/operations/{operation['id']}").json()
        if found["finished_at"]:
            return found["results"][0]
        time.sleep(0.05)
    raise AssertionError(found)


def test_it_is_listed_shown_given_and_forgotten(ada: Caller) -> None:
    result = kept(ada)
    assert "POST /v1/lorebooks/" in result["why"]
    (listed,) = ada.get("/v1/lorebooks").json()["items"]
    assert (listed["id"], listed["name"], listed["entries"]) == (result["id"], "Sea", 1)
    whole = ada.get(f"/v1/lorebooks/{listed['id']}").json()["book"]
    assert (whole["entries"][0]["odd"], whole["mine"]) == (1, {"x": 1})
    made = ada.post("/v1/imports", content=text(V2)).json()
    given = ada.post(f"/v1/lorebooks/{listed['id']}/give", {"character": made["id"]})
    assert (given.status_code, given.json()["revision"]) == (200, 2)
    card = ada.get(f"/v1/characters/{made['id']}/export").json()["data"]["character_book"]
    assert card == whole
    assert ada.send("DELETE", f"/v1/lorebooks/{listed['id']}").json() == {"id": listed["id"], "deleted": True}
    assert ada.get("/v1/lorebooks").json() == {"items": [], "next_cursor": None}


def test_pages(ada: Caller) -> None:
    for at in range(3):
        kept(ada, {**BOOK, "data": {**BOOK["data"], "name": f"B{at}"}})
    first = ada.get("/v1/lorebooks?limit=2").json()
    second = ada.get(f"/v1/lorebooks?limit=2&cursor={first['next_cursor']}").json()
    assert {one["name"] for one in (*first["items"], *second["items"])} == {"B0", "B1", "B2"}
    assert second["next_cursor"] is None


def test_what_is_not_there(ada: Caller, bob: Caller) -> None:
    lorebook_id = kept(ada)["id"]
    made = bob.post("/v1/imports", content=text(V2)).json()
    for path in (f"/v1/lorebooks/{lorebook_id}", "/v1/lorebooks/x", f"/v1/lorebooks/{'0' * 32}"):
        assert bob.get(path).status_code == 404
    assert bob.post(f"/v1/lorebooks/{lorebook_id}/give", {"character": made["id"]}).status_code == 404
    answer = ada.post(f"/v1/lorebooks/{lorebook_id}/give", {"character": made["id"]})
    assert (answer.status_code, "character" in answer.json()["detail"]) == (400, True)


def test_one_file_alone_says_where_a_lorebook_goes(ada: Caller) -> None:
    answer = ada.post("/v1/imports", content=text(BOOK))
    assert (answer.status_code, answer.json()["reason"]) == (400, "lorebook")
    assert "?character=" in answer.json()["detail"]
