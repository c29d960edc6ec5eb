"""Keys and their headers, scopes, limits, preconditions, and the paths that lead here."""

from typing import Any

import pytest
from tests.dialects.replr.bodies import MINIMAL, created, fetched, listed, path_of, updated
from tests.served import Caller

from greenroom.accounts import service

BASES = ["/v1/replrs", "/v1/v1/replrs", "/v1/dyvas", "/v1/v1/dyvas"]
PATH = BASES[0]


# --- keys ---


def status(who: Caller, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return int(who.served.http.get(PATH, headers=named).status_code)


def test_a_key_arrives_in_either_header(ada: Caller) -> None:
    assert status(ada, Authorization=f"Bearer {ada.key}") == 200
    assert status(ada, authorization=f"bearer {ada.key}") == 200
    assert status(ada, X_API_Key=ada.key) == 200
    assert status(ada, x_api_key=ada.key) == 200
    assert status(ada, X_API_Key=f"Bearer {ada.key}") == 401
    assert status(ada, Authorization=f"Basic {ada.key}") == 401
    assert status(ada, CONVAI_API_KEY=ada.key) == 401


def test_of_both_headers_one_is_used(ada: Caller, bob: Caller) -> None:
    hers = created(ada)
    both = {"authorization": f"Bearer {bob.key}", "x-api-key": ada.key}
    assert [one["id"] for one in ada.served.http.get(PATH, headers=both).json()["data"]] == [hers["id"]]
    assert status(ada, X_API_Key="rp_wrong", Authorization=f"Bearer {ada.key}") == 401
    assert status(ada, X_API_Key="", Authorization=f"Bearer {ada.key}") == 200


def test_a_key_that_does_not_open_is_told_why(ada: Caller) -> None:
    expired = ada.with_key(lives=1).get(PATH)
    assert (expired.status_code, expired.json()["error"]) == (401, "token_expired")
    revoked = ada.with_key()
    ada.served.write(service.revoke_key, ada.account_id, revoked.key[:15])
    answer = revoked.get(PATH)
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")
    placeholder = ada.served.http.get(PATH, headers={"authorization": "Bearer YOUR_API_KEY"})
    assert "placeholder" in placeholder.json()["message"]
    assert placeholder.headers["www-authenticate"].startswith("Bearer ")
    assert placeholder.reason_phrase == "Unauthorized"


SCOPED = [
    ("GET", "", "read", 200),
    ("GET", "/explore", "read", 200),
    ("GET", "/{id}", "read", 200),
    ("POST", "", "write", 201),
    ("PUT", "/{id}", "write", 200),
    ("PATCH", "/{id}", "write", 200),
    ("DELETE", "/{id}", "write", 200),
]


@pytest.mark.parametrize(("method", "path", "scope", "done"), SCOPED)
def test_an_operation_needs_its_scope(method: str, path: str, scope: str, done: int, ada: Caller) -> None:
    path = PATH + path.format(id=created(ada)["id"])
    for other in ("read", "write", "chat", "keys"):
        answer = ada.with_key(scopes=[other]).send(method, path, json=MINIMAL)
        if other != scope:
            assert (answer.status_code, answer.json()["error"]) == (403, "forbidden")
            continue
        assert answer.status_code == done


# --- limits ---


def test_beyond_the_limit_the_vendor_s_sentence_says_when_to_go_on(ada: Caller) -> None:
    guest = ada.served.newcomer("guest")
    while (answer := guest.delete(f"{PATH}/x")).status_code != 429:
        assert answer.headers["x-ratelimit-limit"] == "60"
    said = answer.json()
    assert said["error"] == "rate_limit_exceeded"
    assert said["message"] == (
        "You have exceeded the rate limit of 60 requests per minute. Please wait before retrying."
    )
    assert (str(said["retry_after"]), said["details"]) == (answer.headers["retry-after"], {})
    assert {"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"} <= answer.headers.keys()
    assert guest.get(PATH).status_code == 200


# --- preconditions ---


def test_an_answer_names_its_state_and_a_write_may_insist_on_it(ada: Caller) -> None:
    answer = ada.post(PATH, MINIMAL)
    made, first = answer.json(), answer.headers["etag"]
    assert ada.get(path_of(made)).headers["etag"] == first
    one = ada.send("PUT", path_of(made), json={"name": "One"}, headers={"if-match": first})
    assert one.status_code == 200
    for method in ("PUT", "PATCH", "DELETE"):
        late = ada.send(method, path_of(made), json={"name": "Two"}, headers={"if-match": first})
        assert (late.status_code, late.json()["error"]) == (409, "conflict")
    assert fetched(ada, made)["name"] == "One"
    assert updated(ada, made, name="Three")["name"] == "Three"  # who does not insist writes last
    latest = ada.get(path_of(made)).headers["etag"]
    assert ada.delete(path_of(made), headers={"if-match": latest}).status_code == 200


def test_a_create_may_be_repeated(ada: Caller) -> None:
    headers = {"idempotency-key": "once"}
    answers = [ada.post(PATH, MINIMAL, headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert answers[1].headers["idempotent-replayed"] == "true"
    other = ada.post(PATH, MINIMAL | {"name": "Other"}, headers=headers)
    assert (other.status_code, other.json()["error"]) == (422, "unprocessable_entity")
    bad = ada.post(PATH, MINIMAL, headers={"idempotency-key": ""})
    assert bad.json()["details"]["fields"].keys() == {"Idempotency-Key"}
    assert len(listed(ada)) == 1


# --- paths ---


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("base", BASES)
def test_every_path_does_the_same(base: str, slash: str, ada: Caller) -> None:
    made = ada.post(f"{base}{slash}", MINIMAL | {"is_public": True})
    assert made.status_code == 201
    one = f"{base}/{made.json()['id']}{slash}"
    assert ada.get(one).json() == made.json()
    assert ada.get(f"{base}{slash}?limit=1").json() == ada.get("/v1/replrs?limit=1").json()
    assert ada.get(f"{base}/explore{slash}?sort=recent").json()["data"][0]["id"] == made.json()["id"]
    for verb in ("PUT", "PATCH"):
        assert ada.send(verb, one, json={"name": verb}).json()["name"] == verb
    head = ada.send("HEAD", one)
    assert (head.status_code, head.content) == (200, b"")
    assert ada.delete(one).json() == {"id": made.json()["id"], "deleted": True}


UNKNOWN = [
    *(f"{base}/{end}" for base in BASES for end in ("x/y", "x/documents", "explore/x")),
    *("/v1/v1", "/v1/v1/x", "/v1/v1/conversations", "/v1/conversations", "/v1/conversations/x/messages"),
    *("/v1/auth", "/v1/auth/login", "/v1/auth/api-keys", "/v1/api-keys", "/v1/api-keys/x"),
    *("/v1/knowledge/x/documents", "/v1/voice/tts", "/v1/voice/stt", "/v1/webhooks", "/v1/ws", "/v1/rooms"),
    *("/v1/replrs//", "/v1/replrs/%2e%2e"),
]


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_nothing_is_yet_the_vendor_s_shape_says_so(method: str, path: str, ada: Caller) -> None:
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r1\r\nContent-Length: 0\r\n\r\n"
    answer: Any = ada.served.exchange(head.encode())
    assert (answer.status, answer.headers["content-type"]) == (404, "application/json")
    assert answer.body == (
        b'{"error":"not_found","message":"There is nothing at this path.","details":{},"request_id":"r1"}'
    )


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/replr", "/v1/Replrs", "/v1/unheard-of", "/replrs"])
def test_other_paths_are_not_the_vendor_s(path: str, ada: Caller) -> None:
    assert ada.get(path).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/replrs", "GET, HEAD, POST"),
        ("DELETE", "/v1/dyvas", "GET, HEAD, POST"),
        ("POST", "/v1/replrs/x", "DELETE, GET, HEAD, PATCH, PUT"),
    ],
)
def test_a_method_that_is_not_answered(method: str, path: str, allowed: str, ada: Caller) -> None:
    answer = ada.send(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.json()["error"] == "method_not_allowed"


BROKEN: list[tuple[bytes, str]] = [
    (b"[]", "bad_request"),
    (b'"x"', "bad_request"),
    (b"null", "bad_request"),
    (b'{"name":', "bad_request"),
    (b'{"x":NaN}', "bad_request"),
    (b'{"name":"\xff"}', "bad_request"),
    (b'{"x":' + b"[" * 70 + b"]" * 70 + b"}", "validation_error"),
    (b"[" * 100_000, "bad_request"),
]


@pytest.mark.parametrize(("body", "code"), BROKEN, ids=[ascii(body[:12]) for body, _ in BROKEN])
def test_a_body_that_is_no_object(body: bytes, code: str, ada: Caller) -> None:
    made = created(ada)
    for method, path in (("POST", PATH), ("PUT", path_of(made))):
        answer = ada.send(method, path, content=body)
        assert (answer.status_code, answer.json()["error"]) == (400, code)
        assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert len(listed(ada)) == 1
    assert fetched(ada, made) == made
