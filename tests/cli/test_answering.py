"""Which model answers a server that was just started."""

import fcntl
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.cli.conftest import started
from tests.conftest import Run
from tests.model_server import ModelServer
from tests.reserved_port import reserved_port

from greenroom.app import all_settings
from greenroom.cli.answering import Answering, find
from greenroom.llm import discovery
from greenroom.llm.discovery import USUAL
from greenroom.llm.models import models_of
from greenroom.settings import Value, load

PATIENT = """
from greenroom.cli import main
from greenroom.llm import discovery

discovery.SECONDS = 60.0
main()
"""
"""A server that waits for whatever it looks for, however slow this machine is."""

PORTS = [int(url.split(":")[2].removesuffix("/v1")) for url in USUAL.values()]


@pytest.fixture(scope="module")
def usual() -> Iterator[dict[str, str]]:
    """Where a server without a key usually is, in these tests."""
    with ModelServer(key="") as server:
        yield {"Ollama": server.endpoint.url}


def found(run: Run, usual: dict[str, str], **given: Value) -> tuple[Answering | None, tuple[str, ...]]:
    """What answers, and the names that it has afterwards."""
    settings = load(all_settings(), {"data": "/srv/greenroom", **given}, {})
    models = models_of(settings)
    return run(find(models, settings, usual)), models.aliases


def test_a_model_of_this_machine_is_used_where_none_is_set(
    run: Run, usual: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "SECONDS", 60.0)
    answering, aliases = found(run, usual)
    assert answering == Answering("smollm2-135m", usual["Ollama"], "Ollama")
    assert "default" in aliases


LEFT_ALONE: list[dict[str, Value]] = [{"discover_models": False}, {"host": "0.0.0.0"}]


@pytest.mark.parametrize("given", LEFT_ALONE)
def test_it_is_left_alone(run: Run, usual: dict[str, str], given: dict[str, Value]) -> None:
    assert found(run, usual, **given) == (None, ())


def test_what_settings_name_comes_first_and_without_its_password(run: Run, usual: dict[str, str]) -> None:
    answering, _ = found(run, usual, model_url="http://127.0.0.1:1/v1", model_name="mine")
    assert answering == Answering("mine", "http://127.0.0.1:1/v1")
    others = {"models": ("premium=gpt@o",), "model_backends": ("o=http://127.0.0.1:1/v1",)}
    assert found(run, usual, **others) == (None, ("premium",))


def free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def usual_ports() -> Iterator[None]:
    """The usual ports of this machine, of which there is one set for all tests that run at once."""
    with Path(tempfile.gettempdir(), f"greenroom-usual-ports-{os.getuid()}").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not all(map(free, PORTS)):
            pytest.skip("something serves at a usual port of this machine")
        yield


@pytest.mark.usefixtures("usual_ports")
def test_a_server_finds_and_says_so_and_asks_it(tmp_path: Any) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "greenroom.llm.small_model", "--port", str(PORTS[1]), "--threads", "1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin
    assert child.stdout
    try:
        assert child.stdout.readline()
        place = ["--port", 0, "--data", tmp_path, "--json"]
        with started(*place, program=("-c", PATIENT), GREENROOM_DISCOVER_MODELS="true") as server:
            assert server.stdout
            said = json.loads(server.stdout.readline())
            url = f"http://127.0.0.1:{PORTS[1]}/v1"
            assert said["model"] == {"name": "smollm2-135m", "url": url, "program": "llama.cpp"}
            http = httpx2.Client(
                base_url=said["url"], headers={"authorization": f"Bearer {said['key']}"}, timeout=120
            )
            with http:
                short = {"name": "Nora", "style": {"response_length": "very_short"}}
                nora = http.post("/v1/characters", json={"character": short}).json()["id"]
                thread = http.post("/v1/threads", json={"character": nora}).json()["id"]
                answer = http.post(f"/v1/threads/{thread}/messages", json={"text": "Hello!"})
                assert answer.status_code == 201, answer.text
                assert answer.json()["reply"]["model"] == "default"
    finally:
        child.stdin.close()
        child.wait(30)
        child.stdout.close()


def asking(mute: socket.socket) -> socket.socket:
    """The connection of somebody who asks; others only look whether anybody is there, as those who want the port do."""
    mute.settimeout(60)
    while True:
        connection, _ = mute.accept()
        connection.settimeout(60)
        if connection.recv(1):
            return connection
        connection.close()


@pytest.mark.usefixtures("usual_ports")
def test_a_search_delays_no_first_answer(tmp_path: Any) -> None:
    """Something listens and is silent: the greeting waits for it, and whoever asks does not."""
    place = ["--data", tmp_path, "--json"]
    with (
        reserved_port() as port,
        socket.create_server(("127.0.0.1", PORTS[1])) as mute,
        started("--port", port, *place, program=("-c", PATIENT), GREENROOM_DISCOVER_MODELS="true") as server,
    ):
        searching = asking(mute)
        assert httpx2.get(f"http://127.0.0.1:{port}/healthz", timeout=60).status_code == 200
        searching.close()
        mute.close()  # which ends the search
        assert server.stdout
        assert json.loads(server.stdout.readline())["model"] is None
