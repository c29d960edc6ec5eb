"""A process that watches over another: it begins it, replaces it, begins it anew, and ends it. Over SQLite, for one."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest
from tests.cli.conftest import started
from tests.fleet import processes, within

BROKEN = """
import sys
from greenroom.cli import main
if "--seat" in sys.argv:
    sys.exit(7)
main()
"""


class Watched(NamedTuple):
    """A supervisor, and where its process answers."""

    supervisor: "subprocess.Popen[str]"
    url: str

    @property
    def process(self) -> int:
        """The only one."""
        (found,) = processes(self.supervisor.pid)
        return found

    def replaced(self, before: int) -> None:
        """Wait until it is another one."""
        with within(60) as left:
            while left() and (not (there := processes(self.supervisor.pid)) or before in there):
                pass


@contextmanager
def watched(place: Path, *args: object) -> Iterator[Watched]:
    with started("--port", 0, "--workers", 1, "--data", place, "--json", *args) as supervisor:
        assert supervisor.stdout
        yield Watched(supervisor, json.loads(supervisor.stdout.readline())["url"])
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(60) == 0


def test_another_takes_its_place_and_who_is_connected_is_told(tmp_path: Path) -> None:
    with watched(tmp_path) as one, httpx2.Client(base_url=one.url, timeout=60, trust_env=False) as client:
        before = one.process
        assert "connection" not in client.get("/healthz").headers
        one.supervisor.send_signal(signal.SIGHUP)
        with within(60) as left:
            while left() and client.get("/healthz").headers.get("connection") != "close":
                pass
        assert client.get("/healthz").status_code == 200  # of the other, by a new connection
        one.replaced(before)


def test_a_connection_lies_idle_as_long_as_clients_like_but_keeps_nobody_from_leaving(tmp_path: Path) -> None:
    with watched(tmp_path) as one, httpx2.Client(base_url=one.url, timeout=60, trust_env=False) as client:
        first = one.process
        host, port = client.base_url.host, client.base_url.port
        with closing(http.client.HTTPConnection(host, port, timeout=30)) as idle:
            for pause in (6.5, 0):  # longer than many clients keep theirs, who would meet us closing it
                idle.request("GET", "/healthz")
                answer = idle.getresponse()
                assert (answer.status, answer.read()[:1]) == (200, b"{")
                time.sleep(pause)
            one.supervisor.send_signal(signal.SIGHUP)
            begun = time.monotonic()
            one.replaced(first)
            assert time.monotonic() - begun < 25  # of the 30 that streams would get


def is_ready(url: str) -> bool:
    with suppress(httpx2.TransportError):  # it waits for one that begins, or was with the one that died
        return httpx2.get(f"{url}/readyz", timeout=60, trust_env=False).status_code == 200
    return False


def test_one_that_dies_is_begun_anew_and_one_that_goes_on_dying_after_a_pause(tmp_path: Path) -> None:
    with watched(tmp_path) as one:
        for _ in range(2):
            before = one.process
            os.kill(before, signal.SIGKILL)
            one.replaced(before)
        with within(60) as left:
            while left() and not is_ready(one.url):
                pass


def test_one_that_cannot_begin_is_not_begun_again(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN, "serve", "--port", "0", "--workers", "1", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "")


REFUSED = [
    (("--workers", 2), "SQLite is served by one process"),
    (("--workers", 1, "--demo"), "A demonstration is of one process"),
    (("--workers", 1000), "at most 256"),
]


@pytest.mark.parametrize(("args", "why"), REFUSED)
def test_what_cannot_be_is_refused(tmp_path: Path, args: tuple[object, ...], why: str) -> None:
    with started("--port", 0, "--data", tmp_path / "data", *args) as server:
        out, err = server.communicate(timeout=60)
    assert (out, server.returncode) == ("", 1)
    assert why in err
    assert not (tmp_path / "data").exists()
