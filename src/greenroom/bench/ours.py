"""Our own server, started as people start it, in a folder of its own; its request log is on."""

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from greenroom.bench.child import OUTPUT, child
from greenroom.bench.environment import environment
from greenroom.bench.home import Home
from greenroom.bench.lab import Lab
from greenroom.bench.request import Request, send
from greenroom.bench.served import Served, await_answer, free_port
from greenroom.settings import Value

_LOGGED = {"request_log": True}
_HEALTH = "/healthz"
_STEP = 0.01
_COMMITS = b"greenroom_database_commits "


@contextmanager
def serve_ours(
    lab: Lab, folder: Path, settings: Mapping[str, Value] | None = None, *, prefix: Sequence[str] = ()
) -> Iterator[Served]:
    """`greenroom serve` on the instance in `folder`, which is made if need be. `prefix` is put before the command."""
    port = free_port()
    serve = [sys.executable, "-m", "greenroom", "serve", "--port", str(port), "--data", str(folder), "--json"]
    begun = time.perf_counter()
    variables = environment({**(settings or {}), **_LOGGED})
    with child([*prefix, *serve], folder, lab.cores.server, environment=variables) as process:
        yield await_answer(process, folder, port, _HEALTH, begun)


@contextmanager
def serve_home(
    lab: Lab, home: Home, settings: Mapping[str, Value] | None = None, *, prefix: Sequence[str] = ()
) -> Iterator[Served]:
    """The same on either engine."""
    with serve_ours(lab, home.folder, {**(settings or {}), **home.settings}, prefix=prefix) as served:
        yield served._replace(database=home.database)


def first_key(folder: Path) -> str:
    """The key that a fresh instance says when it is served from this folder, soon after it answers."""
    while not (said := (folder / OUTPUT).read_bytes()).endswith(b"\n"):
        time.sleep(_STEP)
    key = msgspec.json.decode(said)["key"]
    assert isinstance(key, str)
    return key


def commits(served: Served) -> float:
    """How many durable commits the server has made since its start, as its metrics say."""
    for line in send(served.port, Request("/metrics")).body.splitlines():
        if line.startswith(_COMMITS):
            return float(line.removeprefix(_COMMITS))
    raise AssertionError("the metrics tell of commits")
