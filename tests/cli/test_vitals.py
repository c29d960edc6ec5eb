"""What a worker says of itself, in its own process and in this one; each row is asked of both paths."""

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from tests.asgi import Alive
from tests.cli.conftest import Commands

from greenroom import settings
from greenroom.app import all_settings, open_house
from greenroom.cli.vitals import vitals
from greenroom.dialects.kit.house import House
from greenroom.place import place_of


def asked(url: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@pytest.fixture
def instance(greenroom_on: Commands) -> Commands:
    assert greenroom_on("account", "create", "nora").code == 0
    return greenroom_on


@pytest.fixture
def address(instance: Commands) -> Iterator[str]:
    """Where a worker in a process of its own says how it is; it ends well when it is asked to."""
    command = [sys.executable, "-m", "greenroom", "worker", "--health", "127.0.0.1:0", "--json"]
    with subprocess.Popen([*command, *instance.place], stdout=subprocess.PIPE) as worker:
        assert worker.stdout
        yield json.loads(worker.stdout.readline())["health"]
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0


def test_a_worker_says_that_it_lives_is_ready_and_how_much_waits(address: str) -> None:
    ok = (200, '{"status":"ok"}')
    assert asked(address) == asked(urljoin(address, "/readyz")) == ok
    status, told = asked(urljoin(address, "/metrics"))
    found = dict(line.rsplit(" ", 1) for line in told.splitlines() if line.startswith("greenroom_"))
    assert status == 200
    assert (found["greenroom_work_waiting"], found["greenroom_work_broken"]) == ("0.0", "0.0")
    assert float(found["greenroom_work_silent_seconds"]) < 60


def test_it_says_nothing_else_and_to_nobody_elses_name(address: str) -> None:
    assert asked(urljoin(address, "/v1/account"))[0] == 404
    assert asked(address, "POST")[0] == 405
    assert asked(address, "HEAD") == (200, "")
    assert asked(address, Host="evil.example")[0] == 400


@pytest.fixture
def values(tmp_path: Path) -> dict[str, Any]:
    return settings.load(all_settings(), {"data": str(tmp_path / "data"), "health": "probe.example:1"}, {})


@pytest.fixture
def house(values: dict[str, Any]) -> House:
    return open_house(values, place_of(values).open())


async def _stuck(house: House) -> None:
    house.mover.patience = -1


async def _ended(house: House) -> None:
    await house.worker.stop()


async def _unreachable(house: House) -> None:
    await house.database.close()


@pytest.mark.parametrize(
    ("harm", "alive", "ready"), [(_stuck, 503, 503), (_ended, 503, 503), (_unreachable, 200, 503)]
)
def test_it_is_well_only_where_it_is(
    harm: Callable[[House], Coroutine[Any, Any, None]],
    alive: int,
    ready: int,
    house: House,
    values: dict[str, Any],
) -> None:
    with Alive(vitals(house, values)) as app:
        assert (app.get("/healthz")[0], app.get("/readyz")[0]) == (200, 200)
        app.run(harm(house))
        assert (app.get("/healthz")[0], app.get("/readyz")[0]) == (alive, ready)


@pytest.mark.parametrize(
    "said", ["8701", "localhost", "http://localhost:8701", "a:b", "me@here:1", "here:1/x", ":8701"]
)
def test_an_address_is_a_host_and_a_port(greenroom: Commands, said: str) -> None:
    done = greenroom("worker", "--health", said)
    assert (done.code, "health must be a host and a port" in done.err) == (1, True), done.err
