"""The account and its keys."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.served import Caller, Served

from greenroom.kit.clock import SECOND

SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def opens(who: Caller, key: str, path: str = "/v1/keys") -> int:
    return who.get(path, headers={"authorization": f"Bearer {key}"}).status_code


def make(who: Caller, **body: Any) -> Any:
    answer = who.post("/v1/keys", {"label": "test", "scopes": ["keys"]} | body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_the_account_of_a_key(ada: Caller) -> None:
    said = ada.get("/v1/account").json()
    created_at = said.pop("created_at")
    assert datetime.fromisoformat(created_at) - datetime.now(UTC) < timedelta(minutes=1)
    assert said == {"id": ada.account_id, "handle": ada.handle, "display_name": ada.handle, "plan": "home"}


def test_a_new_key_opens_and_its_secret_is_shown_once(ada: Caller) -> None:
    made = make(ada, label="game server", scopes=["keys", "read"], expires_at=SOON)
    assert made["key"].startswith(made["id"])
    assert opens(ada, made["key"]) == 200
    listed = ada.get("/v1/keys")
    assert made["key"] not in listed.text
    (key,) = (key for key in listed.json()["items"] if key["id"] == made["id"])
    del made["key"], made["last_used_at"], key["last_used_at"]
    assert key == made
    assert (key["label"], key["scopes"], key["revoked_at"]) == ("game server", ["read", "keys"], None)
    assert datetime.fromisoformat(key["expires_at"]) == datetime.fromisoformat(SOON)


def test_a_key_that_says_nothing_may_read_and_chat(ada: Caller) -> None:
    assert ada.post("/v1/keys", {"label": "x"}).json()["scopes"] == ["read", "chat"]


BAD: list[tuple[dict[str, Any], str]] = [
    ({}, "/label"),
    ({"label": ""}, "/label"),
    ({"label": "  "}, "/label"),
    ({"label": "x" * 101}, "/label"),
    ({"label": 5}, "/label"),
    ({"label": None}, "/label"),
    ({"label": "a\0"}, "/label"),
    ({"label": "x", "scopes": []}, "/scopes"),
    ({"label": "x", "scopes": "read"}, "/scopes"),
    ({"label": "x", "scopes": ["read", "root"]}, "/scopes/1"),
    ({"label": "x", "scopes": [5]}, "/scopes/0"),
    ({"label": "x", "scopes": None}, "/scopes"),
    ({"label": "x", "expires_at": "tomorrow"}, "/expires_at"),
    ({"label": "x", "expires_at": "2099-01-01T00:00:00"}, "/expires_at"),
    ({"label": "x", "expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
    ({"label": "x", "expires_at": "9999-12-31T23:59:59-23:59"}, "/expires_at"),
    ({"label": "x", "expires_at": "0001-01-01T00:00:00+23:59"}, "/expires_at"),
    ({"label": "x", "expires_at": 4102444800}, "/expires_at"),
    ({"label": "x", "lable": "y"}, "/lable"),
    ({"label": "x", "id": "rp_AAAAAAAAAAAA"}, "/id"),
    ({"label": "x", "account_id": "y"}, "/account_id"),
]


@pytest.mark.parametrize(("body", "pointer"), BAD, ids=[str(row[0])[:50] for row in BAD])
def test_a_bad_body_is_pointed_at_and_nothing_is_made(
    body: dict[str, Any], pointer: str, ada: Caller
) -> None:
    answer = ada.post("/v1/keys", body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    problem = answer.json()
    assert (problem["type"], problem["status"]) == ("urn:greenroom:problem:bad-value", 400)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert len(ada.get("/v1/keys").json()["items"]) == 1


def test_a_key_never_makes_one_that_may_do_more(ada: Caller) -> None:
    keeper = ada.with_key(scopes=["keys", "read"])
    answer = keeper.post("/v1/keys", {"label": "x", "scopes": ["read", "write"]})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:greenroom:problem:missing-scope")
    assert make(keeper, scopes=["read"])["scopes"] == ["read"]


def test_nor_gets_one_by_rotating_it(ada: Caller) -> None:
    keeper = ada.with_key(scopes=["keys"])
    answer = keeper.post(f"/v1/keys/{ada.key[:15]}:rotate")
    assert answer.status_code == 403
    assert opens(ada, ada.key) == 200


def test_rotating_makes_a_key_of_the_same_kind_and_revokes_the_old_one_at_once(ada: Caller) -> None:
    old = make(ada, label="ci", scopes=["read", "keys"], expires_at=SOON)
    assert opens(ada, old["key"]) == 200
    answer = ada.post(f"/v1/keys/{old['id']}:rotate")
    new = answer.json()
    assert (answer.status_code, opens(ada, old["key"]), opens(ada, new["key"])) == (201, 401, 200)
    same = ("label", "scopes", "expires_at")
    assert [new[name] for name in same] == [old[name] for name in same]
    assert new["id"] != old["id"]


def test_a_revoked_key_opens_nothing_from_the_next_request_on(ada: Caller) -> None:
    made = make(ada)
    assert opens(ada, made["key"]) == 200
    revoked = ada.delete(f"/v1/keys/{made['id']}").json()
    assert opens(ada, made["key"]) == 401
    assert revoked["revoked_at"]
    assert ada.delete(f"/v1/keys/{made['id']}").json()["revoked_at"] == revoked["revoked_at"]
    assert ada.post(f"/v1/keys/{made['id']}:rotate").status_code == 404


def test_a_key_may_revoke_itself(ada: Caller) -> None:
    mine = ada.with_key(scopes=["keys"])
    assert mine.delete(f"/v1/keys/{mine.key[:15]}").status_code == 200
    assert mine.get("/v1/keys").status_code == 401


@pytest.mark.parametrize(("method", "suffix"), [("DELETE", ""), ("POST", ":rotate")])
def test_nobody_touches_another_account_s_key(method: str, suffix: str, ada: Caller, bob: Caller) -> None:
    for key_id in (ada.key[:15], "rp_AAAAAAAAAAAA", "x", "%00", "%F0%9F%98%80"):
        answer = bob.send(method, f"/v1/keys/{key_id}{suffix}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:greenroom:problem:not-found")
    assert opens(ada, ada.key) == 200
    assert ada.key[:15] not in bob.get("/v1/keys").text


def test_use_is_noted(ada: Caller) -> None:
    made = make(ada)
    assert made["last_used_at"] is None
    opens(ada, made["key"])
    deadline = time.monotonic() + 60
    while not _key(ada, made["id"])["last_used_at"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _key(who: Caller, key_id: str) -> Any:
    return next(key for key in who.get("/v1/keys").json()["items"] if key["id"] == key_id)


def test_a_revocation_by_one_process_holds_in_another_within_a_second(ada: Caller, neighbour: Served) -> None:
    made = make(ada)
    there = Caller(neighbour, ada.account_id, ada.handle, made["key"])
    assert there.get("/v1/keys").status_code == 200
    ada.delete(f"/v1/keys/{made['id']}")
    time.sleep(1)
    assert there.get("/v1/keys").status_code == 401


@pytest.fixture
def neighbour(served: Served) -> Any:
    """A second process that serves the same data."""
    with Served(served.data, served.location) as second:
        yield second


def test_a_key_that_expires_makes_none_that_outlives_it(ada: Caller) -> None:
    brief = ada.with_key(scopes=["read", "keys"], lives=60 * SECOND)
    own = next(key for key in ada.get("/v1/keys").json()["items"] if key["id"] == brief.key[:15])
    made = make(brief, label="child", scopes=["read"])
    assert made["expires_at"] == own["expires_at"]
    answer = brief.post("/v1/keys", {"label": "outlives", "scopes": ["read"], "expires_at": SOON})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/expires_at")
    assert brief.post(f"/v1/keys/{ada.key[:15]}:rotate").status_code == 403  # it has more scopes, too


def test_a_key_that_has_expired_is_not_rotated(ada: Caller) -> None:
    old = ada.with_key(scopes=["read"], lives=SECOND // 10)
    time.sleep(0.2)
    assert ada.post(f"/v1/keys/{old.key[:15]}:rotate").status_code == 404
