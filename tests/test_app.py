"""The whole application: built in this process, lean at its start, and with no two who want the same path."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.asgi import Alive

from greenroom import settings
from greenroom.app import all_settings, build, vendors
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.native import native

HEAVY = {
    "PIL",
    "lark",
    "psycopg",
    "prometheus_client",
    "rich",
    "hypothesis",
    "httpx2",
    "openai",
    "markdown_it",
}
"""What a server on SQLite needs for single requests, or never."""

V1 = {
    **dict.fromkeys(("models", "chat", "audio", "embeddings"), "openai"),
    **dict.fromkeys(("account", "keys", "characters", "explore", "assets", "personas", "scenes"), "native"),
    **dict.fromkeys(("threads", "operations", "imports", "exports", "usage", "places"), "native"),
    **dict.fromkeys(("lorebooks", "kept-files"), "native"),
}
"""Second segments under /v1 that are kept for one dialect; the others belong to whoever brings them."""

ROOT = ("c", "@", "media", "openapi", "docs", "healthz", "readyz", "metrics")
"""First segments of the server's own."""


def values(data: Path, **given: Any) -> dict[str, Any]:
    return settings.load(all_settings(), {"data": str(data), **given}, {})


def native_dialect() -> Dialect:
    return native({}, dict, bytes)


# --- building ---


def test_an_instance_is_built_where_there_was_nothing(tmp_path: Path) -> None:
    place = values(tmp_path / "new" / "data")
    for _ in range(2):  # and opened again
        with Alive(build(place)) as app:
            assert app.get("/healthz") == app.get("/readyz") == (200, {"status": "ok"})
    assert (tmp_path / "new" / "data" / "greenroom.sqlite3").is_file()


def test_a_path_that_belongs_to_nobody_is_the_servers_own_problem(tmp_path: Path) -> None:
    with Alive(build(values(tmp_path))) as app:
        for path in ("/v1", "/v1/unheard-of", "/nothing/here", "/apicreatecharacter"):
            status, said = app.get(path)
            assert (status, said["status"]) == (404, 404), path


def test_a_dialect_says_in_its_own_words_that_a_key_is_missing(tmp_path: Path) -> None:
    with Alive(build(values(tmp_path))) as app:
        status, said = app.get("/apiListCharacters")
        assert (status, said["code"]) == (401, "unauthenticated")
        status, said = app.get("/studio/v1/workspaces/default/characters")
        assert (status, said["code"]) == (401, 16)
        status, said = app.get("/context/world/default/default")
        assert (status, said["error"]) == (401, "unauthorized")


def test_a_request_for_another_host_is_refused(tmp_path: Path) -> None:
    with Alive(build(values(tmp_path, allowed_hosts=("here.example",)))) as app:
        assert app.get("/healthz", host="evil.example")[0] == 400
        assert app.get("/healthz", host="here.example:8700")[0] == 200


def test_every_dialect_brings_settings_that_begin_with_its_name() -> None:
    for dialect in vendors():
        assert all(row.name.startswith(f"{dialect.name}.") for row in dialect.settings)
    names = [row.name for row in all_settings()]
    assert len(names) == len(set(names))


# --- lean at the start ---


def test_a_server_starts_and_lists_without_what_it_does_not_need_yet(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "greenroom", "serve", "--json", "--port", "0"]
    with (tmp_path / "imports").open("wb") as imports:
        server = subprocess.Popen([*command, "--data", tmp_path], stdout=subprocess.PIPE, stderr=imports)
    assert server.stdout
    said = json.loads(server.stdout.readline())
    for path in (
        "/healthz",
        "/apiListCharacters",
        "/studio/v1/workspaces/default/characters",
        "/api/context/world/default/default",
        "/v1/characters",
    ):
        answer = httpx2.get(
            said["url"] + path,
            headers={"authorization": f"Bearer {said['key']}"},
            timeout=60,
            trust_env=False,
        )
        assert answer.status_code == 200, path
    server.terminate()
    assert server.wait(30) == 0
    server.stdout.close()
    lines = (tmp_path / "imports").read_text().splitlines()
    loaded = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in lines if line.startswith("import time:")
    }
    assert {"greenroom", "starlette", "msgspec", "uvicorn"} <= loaded
    assert loaded & HEAVY == set()


# --- whose path it is ---


def segments(dialect: Dialect) -> set[tuple[str, ...]]:
    paths = [*dialect.owns, *(route.path for route in dialect.routes)]
    return {tuple(path.strip("/").split("/")) for path in paths}


def under_v1(dialect: Dialect) -> set[str]:
    return {"".join(path[1:2]) for path in segments(dialect) if path[0] == "v1"}


@pytest.mark.parametrize("dialect", [*vendors(), native_dialect()], ids=lambda dialect: dialect.name)
def test_under_v1_each_dialect_keeps_to_its_own(dialect: Dialect) -> None:
    seconds = under_v1(dialect)
    others = [other for other in (*vendors(), native_dialect()) if other.name != dialect.name]
    assert {V1.get(second, dialect.name) for second in seconds} <= {dialect.name}
    assert [other.name for other in others if under_v1(other) & seconds] == []


@pytest.mark.parametrize("dialect", vendors(), ids=lambda dialect: dialect.name)
def test_no_vendor_uses_the_servers_own_words(dialect: Dialect) -> None:
    firsts = {path[0] for path in segments(dialect)}
    assert not firsts & {*ROOT}
    assert not [first for first in firsts if first.startswith(("@", "{"))]


def test_the_server_keeps_to_its_own_words_too() -> None:
    assert {path[0] for path in segments(native_dialect())} <= {*ROOT, "v1"}
    assert under_v1(native_dialect()) <= {second for second, owner in V1.items() if owner == "native"}


def test_no_two_dialects_answer_the_same_request() -> None:
    routes = [
        (route.method, *("{}" if step.startswith("{") else step for step in route.path.split("/")))
        for dialect in (*vendors(), native_dialect())
        for route in dialect.routes
    ]
    assert len(routes) == len(set(routes))
