"""The writing thread of SQLite: how it groups, and what happens when a commit fails."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, add, counts, ids

from greenroom import problems
from greenroom.database import Database, Transaction, open_database

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(data_dir: Path) -> Path:
    return data_dir / "greenroom.db"


@pytest.fixture
def things(path: Path, run: Run) -> Iterator[Database]:
    database = open_database(path, schema=SCHEMA)
    yield database
    run(database.close())


def test_clients_that_write_at_the_same_time_share_commits(run: Run, things: Database) -> None:
    async def client(number: int) -> None:
        for turn in range(20):
            await things.write(add, f"{number}-{turn}")
            await asyncio.sleep(0.001)  # what else a client has to do

    async def clients() -> None:
        await asyncio.gather(*(client(number) for number in range(32)))

    run(clients())
    assert things.counters.units == 640
    assert things.counters.units >= 8 * things.counters.commits


def test_a_lone_client_has_each_commit_to_itself(run: Run, things: Database) -> None:
    for number in range(20):
        run(things.write(add, f"{number}"))
    assert (things.counters.units, things.counters.commits) == (20, 20)


def test_a_unit_that_fails_is_not_counted(run: Run, things: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        run(things.write(lambda _: 1 // 0))
    assert things.counters.units == 0


def test_a_unit_that_fails_after_it_wrote_takes_no_neighbour_with_it(run: Run, things: Database) -> None:
    def write(db: Transaction, number: int) -> str:
        name = add(db, f"{number:02}")
        if number % 3 == 0:
            raise ZeroDivisionError
        return name

    async def all_at_once() -> list[object]:
        return [
            *await asyncio.gather(
                *(things.write(write, number) for number in range(30)), return_exceptions=True
            )
        ]

    kept = [f"{number:02}" for number in range(30) if number % 3]
    assert [one for one in run(all_at_once()) if isinstance(one, str)] == kept
    assert run(things.scan(ids)) == kept
    assert things.counters.units == 20


def test_a_batch_ends_before_it_takes_long(run: Run, things: Database) -> None:
    def slow(db: Transaction, number: int) -> str:
        time.sleep(0.03)
        return add(db, f"{number}")

    async def all_at_once() -> None:
        await asyncio.gather(*(things.write(slow, number) for number in range(8)))

    run(all_at_once())
    assert things.counters.commits >= 4


def test_a_writer_waits_for_another_process(run: Run, things: Database, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, other.execute, ["COMMIT"])
    began = time.monotonic()
    release.start()
    run(things.write(add, "a"))
    assert time.monotonic() - began >= 0.4
    release.join()
    other.close()


def test_while_the_disk_is_full_nothing_is_acknowledged_and_reads_go_on(path: Path) -> None:
    script = Path(__file__).with_name("full_disk.py")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    output = subprocess.run(
        [sys.executable, script, path], env=environment, capture_output=True, check=True
    ).stdout
    before, full, read, after, left = json.loads(output)
    assert (before, after) == ({"str": 20}, {"str": 20})
    acknowledged = full.pop("str", 0)
    assert full == {"Unavailable": 20 - acknowledged}
    assert acknowledged < 20
    assert read == [40 + 2 * acknowledged, 40 + 2 * acknowledged]
    assert left == [80 + 2 * acknowledged, 80 + 2 * acknowledged]


def test_a_file_that_is_gone_is_out_of_reach_and_is_not_made_anew(run: Run, path: Path) -> None:
    open_once = open_database(path, schema=SCHEMA)
    run(open_once.close())
    database = open_database(path, schema=SCHEMA)
    path.unlink()
    for late in (database.write(add, "a"), database.read(counts), database.scan(ids)):
        with pytest.raises(problems.Unavailable):
            run(late)
    run(database.close())
    assert not path.exists()
