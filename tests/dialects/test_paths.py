"""Paths and methods: where the dialects are found, and what is said where nothing is."""

import pytest
from tests.dialects.roleplay.bodies import created
from tests.served import Caller

PROBLEM = "application/problem+json"
VENDOR = "application/json"

NOTHING: list[tuple[str, str]] = [
    ("/apiListCharacters/x", VENDOR),
    ("/apiListCharacters//", VENDOR),
    ("/apiListCharacters/.", VENDOR),
    ("/apiListCharacters/..", VENDOR),
    ("/apiListCharacters/%2e%2e", VENDOR),
    ("//apiListCharacters", VENDOR),
    ("/./apiListCharacters", PROBLEM),
    ("/APILISTCHARACTERS", PROBLEM),
    ("/apiListCharacter", PROBLEM),
    ("/nothing", PROBLEM),
    ("/nothing/%F0%9F%98%80/%FF/%00", PROBLEM),
    ("/v1/nothing", PROBLEM),
    ("/v1/sessions", PROBLEM),
    ("/v1/workspaces/default/characters/x:simpleSendText", VENDOR),
    ("/v1/session/open", VENDOR),
    ("/v1/sessionTokens/token:generate", VENDOR),
    ("/v1//account", PROBLEM),
    ("/v1/characters/a%2Fb/publish/x", PROBLEM),
    ("/%61piListCharacters/", ""),
]


@pytest.mark.parametrize(("path", "kind"), NOTHING)
def test_where_nothing_is_the_owner_of_the_path_says_so(path: str, kind: str, ada: Caller) -> None:
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ada.key}\r\n\r\n"
    answer = ada.served.exchange(head.encode())
    if kind:
        assert (answer.status, answer.headers["content-type"]) == (404, kind)
        assert answer.headers["x-request-id"]
    else:
        assert answer.status == 200


@pytest.mark.parametrize("path", ["/apiListCharacters", "/v1/account", "/v1/characters", "/healthz"])
def test_a_slash_at_the_end_is_as_good_as_none(path: str, ada: Caller) -> None:
    plain, slashed = ada.get(path), ada.get(f"{path}/")
    assert plain.status_code == slashed.status_code == 200
    assert plain.content == slashed.content


@pytest.mark.parametrize("verb", ["POST", "PATCH", "PUT"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_an_update_is_partial_under_every_verb(verb: str, slash: str, ada: Caller) -> None:
    before = created(ada)
    by_body = ada.send(verb, f"/apiUpdateCharacter{slash}", json={"id": before["id"], "subtitle": "a"})
    assert by_body.json() == before | {"subtitle": "a"}
    by_query = ada.send(verb, f"/apiUpdateCharacter{slash}?id={before['id']}", json={"subtitle": "b"})
    assert by_query.json() == before | {"subtitle": "b"}


@pytest.mark.parametrize("verb", ["POST", "DELETE"])
def test_a_delete_has_two_verbs_and_the_id_two_places(verb: str, ada: Caller) -> None:
    for by_query in (True, False):
        identity = created(ada)["id"]
        query = f"?id={identity}" if by_query else "/"
        answer = ada.send(verb, f"/apiDeleteCharacter{query}", json={} if by_query else {"id": identity})
        assert answer.json() == {"success": True, "id": identity}


def test_an_id_in_the_body_is_meant_before_one_in_the_query(ada: Caller) -> None:
    one, other = created(ada), created(ada)
    answer = ada.post(f"/apiUpdateCharacter?id={other['id']}", {"id": one["id"], "name": "New"})
    assert answer.json() == one | {"name": "New"}


METHODS = [
    ("GET", "/apiCreateCharacter", "POST"),
    ("PUT", "/apiCreateCharacter", "POST"),
    ("DELETE", "/apiListCharacters/", "GET, HEAD, POST"),
    ("GET", "/apiUpdateCharacter", "PATCH, POST, PUT"),
    ("GET", "/apiDeleteCharacter", "DELETE, POST"),
    ("OPTIONS", "/apiListCharacters", "GET, HEAD, POST"),
    ("TRACE", "/apiListCharacters", "GET, HEAD, POST"),
    ("POST", "/v1/account", "GET, HEAD"),
    ("PUT", "/v1/keys", "GET, HEAD, POST"),
    ("POST", "/healthz", "GET, HEAD"),
]


@pytest.mark.parametrize(("method", "path", "allowed"), METHODS)
def test_a_method_that_is_not_answered(method: str, path: str, allowed: str, ada: Caller) -> None:
    answer = ada.send(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.headers["content-type"] in {VENDOR, PROBLEM}


@pytest.mark.parametrize(
    "path", ["/apiListCharacters", "/v1/account", "/healthz", "/c/none", "/apiListCharacters?limit=x"]
)
def test_head_is_get_without_the_body(path: str, ada: Caller) -> None:
    head, get = ada.send("HEAD", path), ada.get(path)
    assert head.content == b""
    varying = {"x-request-id", "date", "ratelimit", "x-ratelimit-reset", "transfer-encoding"}
    assert {name: value for name, value in head.headers.items() if name not in varying} == {
        name: value for name, value in get.headers.items() if name not in varying
    }
    assert head.status_code == get.status_code


def test_a_websocket_is_refused(ada: Caller) -> None:
    upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    answer = ada.served.exchange(f"GET /chat HTTP/1.1\r\nHost: localhost\r\n{upgrade}\r\n".encode())
    assert answer.status >= 400


@pytest.mark.parametrize(
    "hosts", [("evil.example", "localhost"), ("localhost", "evil.example"), ("localhost",) * 2]
)
def test_a_request_for_two_hosts_is_for_none(hosts: tuple[str, str], ada: Caller) -> None:
    both = "".join(f"Host: {host}\r\n" for host in hosts)
    assert (
        ada.served.exchange(f"GET /healthz HTTP/1.1\r\n{both}Connection: close\r\n\r\n".encode()).status
        == 400
    )
