"""Browsers: which pages may call (CORS), and which names of this server may be called by (DNS rebinding)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.served import Caller, Served

from greenroom.app import vendors
from greenroom.dialects.kit.passport import Dialect
from greenroom.problems import BadHost

GAME = "https://game.example"
PREFLIGHT = {
    "origin": GAME,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization",
}


@pytest.fixture(scope="module")
def opened(server_data: Path) -> Iterator[Served]:
    """A server that lets one origin in, and answers for one more host."""
    settings = {"cors_origins": GAME, "allowed_hosts": "play.example"}
    with Served(server_data / "opened", str(server_data / "opened.db"), **settings) as server:
        yield server


def allowed(headers: object) -> dict[str, str]:
    return {name: value for name, value in dict(headers).items() if name.startswith("access-control")}  # type: ignore[call-overload]  # httpx2 and http.client


@pytest.mark.parametrize("path", ["/apiListCharacters", "/v1/account", "/nothing"])
def test_by_default_no_page_may_call(path: str, ada: Caller) -> None:
    assert allowed(ada.get(path, headers={"origin": GAME}).headers) == {}
    assert ada.served.http.options("/apiListCharacters", headers=PREFLIGHT).status_code == 405


def test_an_allowed_page_may_ask_without_a_key(opened: Served) -> None:
    answer = opened.http.options("/apiListCharacters", headers=PREFLIGHT)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == GAME
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "authorization"


@pytest.mark.parametrize("status", [200, 401, 404])
def test_an_allowed_page_may_read_every_answer(status: int, opened: Served) -> None:
    eve = opened.newcomer()
    key = {"authorization": "Bearer x"} if status == 401 else {}
    answer = eve.get("/nothing" if status == 404 else "/apiListCharacters", headers={"origin": GAME} | key)
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == GAME
    assert "X-Request-Id" in answer.headers["access-control-expose-headers"]
    assert answer.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://game.example", f"{GAME}.evil.example", "null"]
)
def test_another_page_may_not(origin: str, opened: Served) -> None:
    answer = opened.newcomer().get("/apiListCharacters", headers={"origin": origin})
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["vary"] == "Origin"
    refused = opened.http.options("/apiListCharacters", headers=PREFLIGHT | {"origin": origin})
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:1", "127.0.0.1", "LOCALHOST", "play.example", "Play.Example:8700"]
)
def test_the_server_answers_to_its_names(host: str, opened: Served) -> None:
    assert opened.http.get("/v1/account", headers={"host": host}).status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "x@localhost", ""]
)
def test_and_to_no_others(host: str, opened: Served) -> None:
    eve = opened.newcomer()
    answer = eve.get("/apiListCharacters", headers={"host": host})
    if host.endswith("@localhost"):
        assert answer.status_code == 200
    else:
        assert (answer.status_code, "allowed_hosts" in answer.text) == (400, True)


@pytest.mark.parametrize("dialect", [one for one in vendors() if one.samples], ids=lambda one: one.name)
def test_another_host_is_refused_in_the_words_of_the_path(dialect: Dialect, opened: Served) -> None:
    assert dialect.samples
    said = {"host": "evil.example", "x-request-id": "evil"}
    answer = opened.http.post(dialect.samples.create, headers=said, json={})
    wanted = dialect.errors.answer(BadHost("evil.example"), "evil")
    assert (answer.status_code, answer.content) == (wanted.status_code, wanted.body)
    assert answer.headers["content-type"] == wanted.raw_headers[0][1].decode()
