"""Other people's characters: who may see what, and who may do nothing."""

import time
from typing import Any

import pytest
from tests.dialects.replr.bodies import CHARACTER, WHOLE, created, fetched, path_of, updated
from tests.served import Caller

NEVER = "01900000-0000-7000-8000-000000000000"
SECRET = "the-secret-canary"


def made(who: Caller, visibility: str) -> Any:
    character = created(who, **WHOLE | {"instructions": SECRET, "x_note": SECRET})
    ada = who.post("/apiUpdateCharacter", {"id": character["id"], "visibility": visibility})
    assert ada.status_code == 200
    return fetched(who, character)


def test_a_public_character_is_shown_without_its_instructions(ada: Caller, bob: Caller) -> None:
    hers = made(ada, "public")
    answer = bob.get(path_of(hers))
    assert list(answer.json()) == [name for name in CHARACTER if name != "instructions"]
    assert answer.json().items() <= hers.items()
    assert SECRET not in answer.text
    assert SECRET not in bob.get("/v1/replrs/explore?sort=recent&limit=100").text


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_what_is_not_public_answers_like_what_never_was(
    visibility: str, method: str, ada: Caller, bob: Caller
) -> None:
    hers = made(ada, visibility)
    answers = [
        bob.send(method, f"/v1/replrs/{identity}", json={"name": "Mine"}, headers={"x-request-id": "same"})
        for identity in (hers["id"], NEVER)
    ]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].text.replace(hers["id"], NEVER) == answers[1].text
    assert answers[0].json()["error"] == "not_found"
    assert fetched(ada, hers) == hers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_public_one_is_not_changed_by_others(method: str, ada: Caller, bob: Caller) -> None:
    hers = made(ada, "public")
    for body in ({}, {"name": "Mine"}, {"name": 5}, {"is_public": False}):
        answer = bob.send(method, path_of(hers), json=body)
        assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")
    assert fetched(ada, hers) == hers


@pytest.mark.parametrize(
    "identity", ["x", "replr_1", "explore-1", "%00", "a%2Fb", "..%2f", "猫", "6e6b2e77-7cb0"]
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_id_that_cannot_be_one_is_an_unknown_one(method: str, identity: str, ada: Caller) -> None:
    answer = ada.send(method, f"/v1/replrs/{identity}", json={"name": ""})
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_an_id_may_be_in_capitals(ada: Caller) -> None:
    mine = created(ada)
    assert ada.get(path_of(mine).upper().replace("/V1/REPLRS", "/v1/replrs")).json() == mine


def test_a_delete_is_for_good(ada: Caller) -> None:
    mine = created(ada)
    answer = ada.delete(path_of(mine))
    assert (answer.status_code, answer.json()) == (200, {"id": mine["id"], "deleted": True})
    for method in ("DELETE", "GET", "PUT"):
        assert ada.send(method, path_of(mine)).status_code == 404


def test_what_only_its_owner_knows_moves_nothing_that_strangers_see(ada: Caller, bob: Caller) -> None:
    hers = created(ada, is_public=True)

    def seen() -> tuple[Any, ...]:
        answer = bob.get(path_of(hers))
        found = bob.get("/v1/replrs/explore?sort=recent&limit=100").json()["data"]
        [same] = [one for one in found if one["id"] == hers["id"]]
        return answer.headers["etag"], answer.json(), same

    before = seen()
    drafted = ada.send(
        "PATCH", f"/studio/v1/workspaces/default/characters/{hers['id']}", json={"yamlConfig": "x"}
    )
    assert drafted.status_code == 200
    assert ada.post(f"/v1/characters/{hers['id']}/share").status_code == 200
    time.sleep(1)  # moments are shown in seconds
    drafted = ada.send(
        "PATCH", f"/studio/v1/workspaces/default/characters/{hers['id']}", json={"yamlConfig": "y"}
    )
    assert seen() == before
    assert fetched(ada, hers)["updated_at"] > before[1]["updated_at"]
    updated(ada, hers, description="New")
    etag, shown, found = seen()
    assert etag != before[0]
    assert shown["updated_at"] == found["updated_at"] > before[1]["updated_at"]


def test_a_change_is_seen_by_others_at_once(ada: Caller, bob: Caller) -> None:
    hers = created(ada, is_public=True)
    updated(ada, hers, greeting_message="Hello.")
    assert fetched(bob, hers)["greeting_message"] == "Hello."
    updated(ada, hers, is_public=False)
    assert bob.get(path_of(hers)).status_code == 404
