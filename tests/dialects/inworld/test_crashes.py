"""A server that is killed again and again while it deploys: every operation ends, once, and as it says."""

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import httpx2
import pytest
from tests.dialects.inworld.studio import Studio
from tests.served import Caller, Served

from greenroom.database import Transaction
from greenroom.operations import store as operations
from greenroom.operations.worker import MOST_ATTEMPTS

LEASE = 2
ROUNDS = 25 if os.environ.get("GREENROOM_LONG") else 3
CAST = 6
LATEST = 200
"""Seconds for all that waits; what a lease keeps from others, and for how long, is shown where leases are."""


class Mortal(Served):
    """A server that can be killed, and started again over the same data."""

    def die(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()

    def rise(self) -> None:
        self.http.close()
        self.__enter__()


@pytest.fixture
def mortal(database_location: str) -> Iterator[Mortal]:
    folder = Path(tempfile.mkdtemp(prefix="greenroom-"))
    with Mortal(folder / "data", database_location, lease_seconds=str(LEASE)) as server:
        yield server
    shutil.rmtree(folder)


def rush(studio: Studio, names: list[str]) -> list[str]:
    """Edit and deploy everybody at once, over and over until the server is gone; the operations that it answered."""

    def act(name: str) -> list[str]:
        begun: list[str] = []
        for number in range(1000):
            try:
                studio.patch(name, {"yamlConfig": f"{number} {random.random()}"})
                begun.append(studio.deploy(name)["name"])
            except httpx2.HTTPError:
                return begun
        return begun

    with ThreadPoolExecutor(CAST) as pool:
        return [operation for begun in pool.map(act, names) for operation in begun]


def test_a_server_killed_while_it_deploys_owes_nothing(mortal: Mortal) -> None:
    ada: Caller = mortal.newcomer()
    studio = Studio(ada)
    names = [studio.named(f"c{number}") for number in range(CAST)]
    begun: list[str] = [studio.deploy(name)["name"] for name in names]  # later they may come to nothing
    for _ in range(ROUNDS):
        with ThreadPoolExecutor(1) as pool:
            rushing = pool.submit(rush, studio, names)
            sleep(random.uniform(0.05, 0.5))
            mortal.die()
            begun += rushing.result()
        mortal.rise()

    ended = [studio.ended(operation, within=LATEST) for operation in begun]
    assert all(("response" in one) != ("error" in one) for one in ended)
    if ROUNDS <= MOST_ATTEMPTS:
        assert [one for one in ended if "error" in one] == []
    assert mortal.write(left, ada, [item["id"] for item in shown(ada)]) == []
    for item in shown(ada):
        assert item["live_revision"] is not None
        assert item["live_revision"] <= item["revision"]
    assert [studio.get(operation) for operation in begun] == ended
    for name in names:
        studio.deployed(name)
    assert all(item["live_revision"] == item["revision"] for item in shown(ada))


def shown(ada: Caller) -> Any:
    return ada.get("/v1/characters").json()["items"]


def left(db: Transaction, ada: Caller, subjects: list[str]) -> list[str]:
    """What is still not ended."""
    return [
        one.operation_id for subject in subjects for one in operations.unfinished(db, ada.account_id, subject)
    ]
