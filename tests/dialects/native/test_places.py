"""Places: where characters stand in dialects with names of their own, and moving them."""

from typing import Any

import pytest
from tests.served import Caller

STUDIO = "/studio/v1/workspaces"


@pytest.fixture
def path(ada: Caller) -> str:
    made = ada.post("/v1/characters", {"character": {"name": "Nora"}}).json()
    return f"/v1/characters/{made['id']}"


def places(who: Caller) -> dict[str, int]:
    items = who.get("/v1/places").json()["items"]
    return {one["container"]: one["characters"] for one in items if one["dialect"] == "inworld"}


def standing(who: Caller, path: str) -> tuple[str, str]:
    items = who.get(f"{path}/places").json()["items"]
    return next((one["container"], one["name"]) for one in items if one["dialect"] == "inworld")


def move(who: Caller, path: str, container: str, **more: Any) -> Any:
    return who.send("PUT", f"{path}/places/inworld", json={"container": container}, **more)


def test_what_is_made_elsewhere_stands_in_the_default(ada: Caller, path: str) -> None:
    assert standing(ada, path) == ("default", "nora")
    assert places(ada) == {"default": 1}
    default = next(one for one in ada.get("/v1/places").json()["items"] if one["dialect"] == "inworld")
    assert default == {
        "dialect": "inworld",
        "kind": "workspace",
        "container": "default",
        "title": "default",
        "created_at": None,
        "characters": 1,
    }


def test_a_moved_character_keeps_its_name(ada: Caller, path: str) -> None:
    ada.post(f"{STUDIO}/Hills/characters", {"defaultCharacterDescription": {"givenName": "Max"}})
    assert move(ada, path, "hills").json() == {"dialect": "inworld", "container": "Hills", "name": "nora"}
    assert standing(ada, path) == ("Hills", "nora")
    assert places(ada) == {"default": 0, "Hills": 2}
    assert ada.get(f"{STUDIO}/hills/characters/nora").status_code == 200
    assert ada.get(f"{STUDIO}/default/characters/nora").status_code == 404
    assert move(ada, path, "Default").json()["name"] == "nora"
    assert ada.get(f"{STUDIO}/default/characters/nora").json()["name"] == "workspaces/default/characters/nora"


def test_a_name_that_is_taken_gets_something_behind_it(ada: Caller, path: str) -> None:
    ada.post(f"{STUDIO}/hills/characters", {"defaultCharacterDescription": {"givenName": "Nora"}})
    name = move(ada, path, "hills").json()["name"]
    assert name.startswith("nora-")
    assert move(ada, path, "hills").json()["name"] == name  # it stands there already
    assert ada.get(f"{STUDIO}/hills/characters/{name}").status_code == 200
    assert move(ada, path, "default").json()["name"] == name


def test_a_move_is_no_revision(ada: Caller, path: str) -> None:
    before = ada.get(path).json()
    ada.post(f"{STUDIO}/hills/characters", {})
    move(ada, path, "hills")
    assert ada.get(path).json() == before


def test_a_move_for_another_revision_is_412(ada: Caller, path: str) -> None:
    ada.post(f"{STUDIO}/hills/characters", {})
    assert move(ada, path, "hills", headers={"If-Match": '"9"'}).status_code == 412
    assert standing(ada, path) == ("default", "nora")


@pytest.mark.parametrize("container", ["nowhere", "a/b", "..", "\u00e4", "x" * 200])
def test_nobody_moves_to_where_nothing_is(container: str, ada: Caller, path: str) -> None:
    answer = move(ada, path, container)
    assert (answer.status_code, answer.json()["detail"]) == (404, f"workspace not found: {container}")
    assert standing(ada, path) == ("default", "nora")


def test_nor_to_a_stranger_s(ada: Caller, bob: Caller, path: str) -> None:
    bob.post(f"{STUDIO}/bobs/characters", {})
    assert move(ada, path, "bobs").status_code == 404
    assert places(ada) == {"default": 1}


@pytest.mark.parametrize("dialect", ["roleplay", "native", "none", "%00"])
def test_nor_in_a_dialect_without_names(dialect: str, ada: Caller, path: str) -> None:
    answer = ada.send("PUT", f"{path}/places/{dialect}", json={"container": "default"})
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:greenroom:problem:not-found")


@pytest.mark.parametrize(
    "body", [{}, {"container": ""}, {"container": 5}, {"container": "a\0b"}, {"name": "x"}]
)
def test_a_bad_body_is_refused(body: Any, ada: Caller, path: str) -> None:
    assert ada.send("PUT", f"{path}/places/inworld", json=body).status_code == 400


def test_a_world_is_a_place_too(ada: Caller, path: str) -> None:
    world, moved = "/api/context/characters/Game/World", f"{path}/places/npcbuilder"
    assert ada.post(world, {"name": "Max", "description": "A guard."}).status_code in {200, 201}
    before = next(one for one in ada.get(f"{path}/places").json()["items"] if one["dialect"] == "npcbuilder")
    assert before["container"] == "default/default"
    said = ada.send("PUT", moved, json={"container": "game/world"}).json()
    assert said == before | {"container": "Game/World"}
    names = [one["name"] for one in ada.get(world).json()["characters"]]
    assert sorted(names) == ["Max", "Nora"]
    assert ada.send("PUT", moved, json={"container": "default/default"}).json() == before


def test_one_dialect_s_default_is_no_place_of_another(ada: Caller, path: str) -> None:
    for dialect, container in (("npcbuilder", "default"), ("inworld", "default/default")):
        answer = ada.send("PUT", f"{path}/places/{dialect}", json={"container": container})
        assert answer.status_code == 404
