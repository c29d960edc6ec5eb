"""A database that is gone: every dialect says so in its own words, and nothing is said to have been done."""

import json
from pathlib import Path

import pytest
from tests.conftest import PostgresServer
from tests.dialects.roleplay.bodies import MINIMAL
from tests.served import Served

ASKED: list[tuple[str, str, dict[str, object]]] = [
    ("GET", "/apiListCharacters", {"code": "unavailable"}),
    ("POST", "/apiCreateCharacter", {"code": "unavailable"}),
    ("GET", "/v1/account", {"type": "urn:greenroom:problem:unavailable", "status": 503}),
    ("GET", "/readyz", {"type": "urn:greenroom:problem:unavailable", "status": 503}),
]


@pytest.mark.timeout(120)
def test_every_request_is_answered_while_the_database_is_gone(
    postgres_server: PostgresServer, server_data: Path
) -> None:
    with postgres_server.database("template0") as url:
        server = Served(server_data / "outage", url).__enter__()
        eve = server.newcomer()
        assert eve.post("/apiCreateCharacter", MINIMAL).status_code == 200
    for method, path, said in ASKED:
        answer = eve.send(method, path, json=MINIMAL)
        assert answer.status_code == 503, answer.text
        assert said.items() <= answer.json().items()
        assert answer.headers["x-request-id"]
    assert server.http.get("/healthz").status_code == 200
    cookie = {"cookie": f"greenroom={'a' * 43}", "x-request-id": "the-studio"}
    page = server.http.get("/characters", headers=cookie)
    assert (page.status_code, "text/html" in page.headers["content-type"]) == (503, True)
    told = [line["message"] for line in map(json.loads, server.log().splitlines())]
    assert any("The database is out of reach: " in line and line.startswith("request ") for line in told)
    assert "Traceback" not in server.log()
    server.__exit__(None, None, None)
