"""A database that is gone: every dialect says so in its own words, and nothing is said to have been done."""

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
    server.__exit__(None, None, None)
