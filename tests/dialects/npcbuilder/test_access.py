"""Who is asking, and where: both forms of a key, both roots, and what is not there."""

import pytest
from tests.dialects.npcbuilder.bodies import WHOLE, WORLD, created, refused, said
from tests.served import Caller

FORMS: list[tuple[dict[str, str], int]] = [
    ({"authorization": "Bearer {key}"}, 200),
    ({"authorization": "bearer   {key}"}, 200),
    ({"clientId": "{id}", "clientSecret": "{secret}"}, 200),
    ({"CLIENTID": "{id}", "clientsecret": "{secret}"}, 200),
    ({"clientId": "anything", "clientSecret": "{key}"}, 200),
    ({"clientSecret": "{key}"}, 200),
    ({}, 401),
    ({"clientId": "{key}"}, 401),
    ({"clientId": "{id}", "clientSecret": "wrong"}, 401),
    ({"authorization": "Basic {key}"}, 401),
    ({"authorization": "Bearer <token>"}, 401),
    ({"X-API-Key": "{key}"}, 401),
]


@pytest.mark.parametrize(("headers", "status"), FORMS)
def test_a_key_comes_in_two_forms(headers: dict[str, str], status: int, ada: Caller) -> None:
    parts = {"key": ada.key, "id": ada.key[:15], "secret": ada.key[15:]}
    sent = {name: value.format(**parts) for name, value in headers.items()}
    answer = ada.served.http.get("/api/context/characters/default/default", headers=sent)
    assert answer.status_code == status
    if status != 200:
        assert refused(answer) == (401, "unauthorized", "")
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.reason_phrase == "Unauthorized"


def test_a_missing_key_is_told_both_forms_and_a_placeholder_is_recognised(ada: Caller) -> None:
    said_of = ada.served.http.get(WORLD).json()["message"]
    assert "Authorization: Bearer" in said_of
    assert "clientSecret" in said_of
    answer = ada.served.http.get(WORLD, headers={"authorization": "Bearer <token>"})
    assert "placeholder" in answer.json()["message"]


@pytest.mark.parametrize("root", ["/api", ""])
@pytest.mark.parametrize("slash", ["", "/"])
def test_both_roots_are_answered_with_and_without_a_slash(root: str, slash: str, ada: Caller) -> None:
    where = f"{root}/context/characters/game123/world456"
    made = said(ada.post(f"{where}{slash}?region_id=x", WHOLE), 201)
    path = f"{where}/{made['character_id']}{slash}"
    assert said(ada.get(path))["character"]["name"] == "Aragorn"
    assert ada.send("HEAD", path).status_code == 200
    assert said(ada.send("PATCH", path, json={}))["character_context"] == WHOLE
    assert len(said(ada.get(f"{where}{slash}"))["characters"]) == 1
    assert said(ada.get(f"{root}/context/world/game123/world456{slash}"))
    assert said(ada.delete(path))


NOTHING = [
    "/api/interactions",
    "/api/context/characters",
    "/api/context/characters/game123",
    "/api/context/characters//world456",
    "/context/world/game123/world456/region789",
    "/api/nothing",
]


@pytest.mark.parametrize("path", NOTHING)
def test_where_nothing_is_this_dialect_says_so(path: str, ada: Caller) -> None:
    answer = ada.post(path, {})
    assert (answer.status_code, answer.json()["error"]) in ((404, "not_found"), (405, "method_not_allowed"))
    assert answer.headers["x-request-id"]


def test_a_method_that_is_not_answered(ada: Caller) -> None:
    answer = ada.send("PUT", WORLD)
    assert refused(answer) == (405, "method_not_allowed", "")
    assert answer.headers["allow"] == "GET, HEAD, POST"


SCOPED = [
    ("read", "POST", "", 403),
    ("read", "GET", "", 200),
    ("read", "PATCH", "/{id}", 403),
    ("read", "DELETE", "/{id}", 403),
    ("write", "GET", "/{id}", 403),
    ("write", "PATCH", "/{id}", 200),
    ("chat", "GET", "", 403),
]


@pytest.mark.parametrize(("scope", "method", "below", "status"), SCOPED)
def test_a_key_is_good_for_its_scopes(scope: str, method: str, below: str, status: int, ada: Caller) -> None:
    character = created(ada)
    answer = ada.with_key(scopes=[scope]).send(method, WORLD + below.format(**character), json={})
    assert answer.status_code == status


def test_a_repeated_create_has_one_effect(ada: Caller) -> None:
    one, other = (ada.post(WORLD, WHOLE, headers={"idempotency-key": "k"}) for _ in range(2))
    assert said(one, 201) == said(other, 201)
    assert other.headers["idempotent-replayed"] == "true"
    answer = ada.post(WORLD, {}, headers={"idempotency-key": "k"})
    assert refused(answer) == (422, "unprocessable", "")
    assert len(said(ada.get(WORLD))["characters"]) == 1
