"""Revisions: what a character was, what changed, and going back."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import WHOLE, created, updated
from tests.served import Caller


@pytest.fixture
def one(ada: Caller) -> Any:
    return created(ada, **WHOLE)


def test_the_history_tells_what_changed_through_what_and_with_which_key(ada: Caller, one: Any) -> None:
    updated(ada, one, name="New", definition="Other.")
    updated(ada, one, subtitle="Third")
    path = f"/v1/characters/{one['id']}/revisions"
    items = ada.get(path).json()["items"]
    assert [(item["revision"], item["changed"]) for item in items] == [
        (3, ["subtitle"]),
        (2, ["name", "prompt.definition"]),
        (1, []),
    ]
    assert {(item["via"], item["key_id"]) for item in items} == {("roleplay", ada.key[:15])}
    first = ada.get(f"{path}?limit=2").json()
    rest = ada.get(f"{path}?limit=2&cursor={first['next_cursor']}").json()
    assert first["items"] + rest["items"] == items
    assert rest["next_cursor"] is None


NORA = {
    "name": "Nora",
    "mood": {"joy": 3},
    "knowledge": {
        "facts": [{"text": "one"}, {"text": "two"}],
        "lorebook": {"name": "City", "entries": [{"keys": ["rain"], "content": "It rains."}]},
    },
}
CHANGES: list[dict[str, Any]] = [
    {"name": "Ada", "mood": {"joy": None}},
    {"knowledge": {"facts": [{"text": "three"}], "lorebook": {"name": "Town"}}},
    {"knowledge": None, "visibility": "public"},
]


@pytest.fixture
def path(ada: Caller) -> str:
    """A character with four revisions."""
    made = ada.post("/v1/characters", {"character": NORA}).json()
    path = f"/v1/characters/{made['id']}"
    for change in CHANGES:
        assert ada.send("PATCH", path, json={"character": change}).status_code == 200
    return path


def test_each_revision_is_shown_whole(ada: Caller, path: str) -> None:
    history = ada.get(f"{path}/revisions").json()["items"]
    shown = [ada.get(f"{path}/revisions/{number}").json() for number in (4, 3, 2, 1)]
    assert [{name: one[name] for name in history[0]} for one in shown] == history
    assert shown[0]["character"] == ada.get(path).json()["character"]
    assert shown[3]["character"] == NORA


BETWEEN: list[tuple[str, list[tuple[str, Any, Any]]]] = [
    ("2/diff", [("name", "Nora", "Ada"), ("mood.joy", 3, 0)]),
    ("2/diff?from=1", [("name", "Nora", "Ada"), ("mood.joy", 3, 0)]),
    ("1/diff?from=2", [("name", "Ada", "Nora"), ("mood.joy", 0, 3)]),
    ("2/diff?from=2", []),
    (
        "3/diff",
        [
            ("knowledge.facts", NORA["knowledge"]["facts"], [{"text": "three"}]),  # type: ignore[index]  # JSON
            (
                "knowledge.lorebook",
                NORA["knowledge"]["lorebook"],  # type: ignore[index]  # as above
                NORA["knowledge"]["lorebook"] | {"name": "Town"},  # type: ignore[index]  # as above
            ),
        ],
    ),
    (
        "1/diff",
        [
            ("name", "", "Nora"),
            ("mood.joy", 0, 3),
            ("knowledge.facts", None, NORA["knowledge"]["facts"]),  # type: ignore[index]  # as above
            ("knowledge.lorebook", None, NORA["knowledge"]["lorebook"]),  # type: ignore[index]  # as above
        ],
    ),
]


@pytest.mark.parametrize(("asked", "changes"), BETWEEN)
def test_what_changed_between_two(asked: str, changes: list[Any], ada: Caller, path: str) -> None:
    said = ada.get(f"{path}/revisions/{asked}").json()
    assert [(one["path"], one["old"], one["new"]) for one in said["changes"]] == changes
    assert said["to"] == int(asked[0])


def test_what_belongs_to_surfaces_is_told_surface_by_surface(ada: Caller) -> None:
    made = created(ada, x_mystery=1)
    updated(ada, made, x_mystery=2)
    said = ada.get(f"/v1/characters/{made['id']}/revisions/2/diff").json()["changes"]
    assert said == [{"path": "unknown.roleplay", "old": {"x_mystery": 1}, "new": {"x_mystery": 2}}]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_restoring_gives_the_old_revision_back_as_a_new_one(number: int, ada: Caller, path: str) -> None:
    old = ada.get(f"{path}/revisions/{number}").json()["character"]
    answer = ada.post(f"{path}/revisions/{number}/restore")
    said = answer.json()
    expected = old | {"visibility": "public"}
    assert (said["character"], said["revision"], said["live_revision"]) == (expected, 5, 5)
    assert ada.get(path).json() == said
    assert answer.headers["etag"].startswith('"5-')
    assert ada.get(f"{path}/revisions?limit=1").json()["items"][0]["via"] == "restore"
    assert ada.get(f"{path}/revisions/5/diff?from={number}").json()["changes"] == [
        {"path": "visibility", "old": "private", "new": "public"}
    ]


def test_restoring_what_is_there_is_no_revision(ada: Caller, path: str) -> None:
    before = ada.get(path).json()
    assert ada.post(f"{path}/revisions/4/restore").json() == before


@pytest.mark.parametrize("visibility", ["private", "unlisted", "public"])
def test_what_is_restored_is_as_public_as_it_is(visibility: str, ada: Caller, bob: Caller) -> None:
    made = ada.post("/v1/characters", {"character": {"name": "Nora", "visibility": "public"}}).json()
    path = f"/v1/characters/{made['id']}"
    ada.send("PATCH", path, json={"character": {"name": "Ada", "visibility": visibility}})
    said = ada.post(f"{path}/revisions/1/restore").json()
    assert said["character"]["name"] == "Nora"
    assert said["character"].get("visibility", "private") == visibility
    assert bob.get(f"/v1/replrs/{made['id']}").status_code == (200 if visibility == "public" else 404)
    changed = ada.get(f"{path}/revisions/3/diff").json()["changes"]
    assert [one["path"] for one in changed] == ["name"]


def test_a_restore_is_in_the_live_copy_too_but_makes_nothing_live(ada: Caller) -> None:
    studio = ada.post("/studio/v1/workspaces/default/characters", {"yamlConfig": "one"}).json()["name"]
    path = f"/v1/characters/{ada.get('/v1/characters').json()['items'][0]['id']}"
    ada.send("PATCH", f"/studio/v1/{studio}", json={"yamlConfig": "two"})
    assert ada.post(f"{path}/revisions/1/restore").json()["live_revision"] is None
    ada.post(f"{path}/publish")
    ada.send("PATCH", f"/studio/v1/{studio}", json={"yamlConfig": "three"})
    said = ada.post(f"{path}/revisions/2/restore").json()
    assert (said["character"]["goals"], said["live_revision"]) == ("two", said["revision"])


@pytest.mark.parametrize("number", ["0", "5", "x", "-1", "01", "1.0", "99999999999", "%00"])
def test_a_revision_that_never_was_is_404(number: str, ada: Caller, path: str) -> None:
    for method, suffix in (("GET", ""), ("GET", "/diff"), ("POST", "/restore")):
        answer = ada.send(method, f"{path}/revisions/{number}{suffix}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:greenroom:problem:not-found")


@pytest.mark.parametrize(("since", "status"), [("x", 400), ("-1", 400), ("9", 404), ("0", 200)])
def test_so_is_another_one_to_compare_it_with(since: str, status: int, ada: Caller, path: str) -> None:
    assert ada.get(f"{path}/revisions/1/diff?from={since}").status_code == status


def test_a_restore_for_another_revision_is_412(ada: Caller, path: str) -> None:
    before = ada.get(path).json()
    answer = ada.post(f"{path}/revisions/1/restore", headers={"If-Match": '"1"'})
    assert (answer.status_code, ada.get(path).json()) == (412, before)
