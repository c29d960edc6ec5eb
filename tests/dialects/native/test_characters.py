"""Characters as Greenroom's own API shows them."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import WHOLE, created, listed
from tests.served import Caller

from greenroom.cli.dialects import all_dialects

NEVER = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def one(ada: Caller) -> Any:
    return created(ada, **WHOLE)


def test_the_whole_character_is_shown(ada: Caller, one: Any) -> None:
    answer = ada.get(f"/v1/characters/{one['id']}")
    said = answer.json()
    assert answer.headers["etag"].startswith('"1-')
    assert (said["id"], said["revision"], said["live_revision"]) == (one["id"], 1, 1)
    assert (said["avatar_url"], said["share_url"]) == (one["avatar"], one["share_url"])
    assert said["character"]["prompt"] == {"definition": one["definition"]}
    assert said["character"]["greetings"] == {"first": one["greetings"][0]}
    assert ada.get("/v1/characters").json() == {"items": [said], "next_cursor": None}


def test_pages_meet_every_character_once(ada: Caller) -> None:
    ids = [created(ada)["id"] for _ in range(5)][::-1]
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page: Any = ada.get(f"/v1/characters?limit=2&cursor={cursor}").json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert found == ids


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=%00"])
def test_a_bad_query_is_refused(query: str, ada: Caller, one: Any) -> None:
    for path in ("/v1/characters", f"/v1/characters/{one['id']}/revisions"):
        assert ada.get(f"{path}?{query}").status_code == 400


def test_a_cursor_of_another_list_is_refused(ada: Caller) -> None:
    for _ in range(2):
        created(ada)
    foreign = ada.get("/apiListCharacters?limit=1").json()["next_cursor"]
    assert ada.get(f"/v1/characters?cursor={foreign}").status_code == 400
    own = ada.get("/v1/characters?limit=1").json()["next_cursor"]
    assert ada.get(f"/apiListCharacters?cursor={own}").status_code == 400


def test_sharing_is_given_and_taken(ada: Caller) -> None:
    path = f"/v1/characters/{created(ada, visibility='public')['id']}/share"
    one, again = ada.post(path).json(), ada.post(path).json()
    assert one["share_url"] == again["share_url"]
    assert ada.delete(path).json()["share_url"] is None


def test_publishing_changes_nothing_that_is_live_already(ada: Caller, one: Any) -> None:
    before = ada.get(f"/v1/characters/{one['id']}").json()
    assert ada.post(f"/v1/characters/{one['id']}/publish").json() == before


def test_a_character_is_removed_for_good(ada: Caller, one: Any) -> None:
    path = f"/v1/characters/{one['id']}"
    assert ada.delete(path).json() == {"id": one["id"], "deleted": True}
    assert (ada.get(path).status_code, ada.delete(path).status_code, listed(ada)) == (404, 404, [])


ROUTES = [
    ("GET", ""),
    ("PUT", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/publish"),
    ("POST", "/share"),
    ("DELETE", "/share"),
    ("GET", "/revisions"),
    ("GET", "/revisions/{revision}"),
    ("GET", "/revisions/{revision}/diff"),
    ("POST", "/revisions/{revision}/restore"),
    ("GET", "/places"),
    ("PUT", "/places/{dialect}"),
    ("GET", "/export"),
    ("GET", "/views"),
    ("GET", "/stats"),
]


def filled(suffix: str) -> str:
    return suffix.format(revision=1, dialect="inworld")


def body(suffix: str) -> dict[str, Any]:
    """What the request would do to a character of one's own."""
    if suffix.startswith("/places"):
        return {"json": {"container": "default"}}
    return {"json": {"character": {"name": "Taken"}}} if suffix == "" else {}


@pytest.mark.parametrize(("method", "suffix"), ROUTES)
@pytest.mark.parametrize(("visibility", "status"), [("private", 404), ("unlisted", 403), ("public", 403)])
def test_a_stranger_gets_nowhere(
    method: str, suffix: str, visibility: str, status: int, ada: Caller, bob: Caller
) -> None:
    before = created(ada, visibility=visibility)
    answer = bob.send(method, f"/v1/characters/{before['id']}{filled(suffix)}", **body(suffix))
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert before["name"] not in answer.text
    assert listed(ada) == [before]


@pytest.mark.parametrize(("method", "suffix"), ROUTES)
def test_one_that_never_was_is_404(method: str, suffix: str, ada: Caller) -> None:
    for name in (NEVER, "x", "%00", "a%00b", "%F0%9F%98%80", "a%2Fb", "'; --", "A" * 5000):
        answer = ada.send(method, f"/v1/characters/{name}{filled(suffix)}", **body(suffix))
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:greenroom:problem:not-found")


def test_no_route_is_forgotten_above() -> None:
    one = "/v1/characters/{character_id}"
    routes = all_dialects()["native"].routes
    assert {
        (route.method, route.path.removeprefix(one)) for route in routes if route.path.startswith(one)
    } == set(ROUTES)
