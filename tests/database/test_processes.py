"""Several processes on one database, and processes that are killed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, counts, ids

from greenroom.database import open_database

WRITER = Path(__file__).with_name("writer.py")
ROOT = WRITER.parents[2]


Writer = subprocess.Popen[str]
Start = Callable[[Path, str, int], Writer]


@pytest.fixture
def start(location: str) -> Iterator[Start]:
    """Starts a writer, given its file of notes, a prefix for what it adds, and how many."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    started = []

    def start(notes: Path, prefix: str, count: int) -> Writer:
        command = [sys.executable, str(WRITER), location, str(notes), prefix, str(count)]
        started.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def finish(process: Writer) -> str:
    """What a process had to say for itself."""
    _, said = process.communicate(timeout=60)
    return said or f"it ended with {process.returncode}" * (process.returncode != 0)


def acknowledged(notes: Path) -> list[str]:
    """What a process noted so far, in whole lines."""
    return notes.read_text().split("\n")[:-1] if notes.exists() else []


def await_notes(notes: Path, number: int, process: Writer) -> None:
    while len(acknowledged(notes)) < number:
        assert process.poll() is None, finish(process)
        time.sleep(0.01)


@pytest.mark.parametrize("seed", range(2))
def test_what_was_acknowledged_survives_a_kill(
    run: Run, location: str, start: Start, tmp_path: Path, seed: int
) -> None:
    number = random.Random(seed).randrange(40, 200)
    notes = tmp_path / "notes"
    for life in range(2):
        process = start(notes, f"{life}", 10**9)
        await_notes(notes, number * (life + 1), process)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL

    database = open_database(location, schema=SCHEMA)
    kept = run(database.scan(ids))
    whole, parts = run(database.scan(counts))
    run(database.close())
    assert not set(acknowledged(notes)) - set(kept)
    assert len(kept) == whole == parts / 2


def test_two_processes_write_and_a_third_reads_what_they_acknowledged(
    run: Run, location: str, start: Start, tmp_path: Path
) -> None:
    database = open_database(location, schema=SCHEMA)
    files = [tmp_path / prefix for prefix in "ab"]
    writers = [start(notes, notes.name, 400) for notes in files]
    while any(writer.poll() is None for writer in writers):
        noted = {name for notes in files for name in acknowledged(notes)}
        kept = run(database.scan(ids))
        assert not noted - set(kept)
    assert [finish(writer) for writer in writers] == ["", ""]
    assert run(database.read(counts)) == (800, 1600)
    run(database.close())


def test_processes_that_start_at_once_make_the_database_once(
    run: Run, location: str, start: Start, tmp_path: Path
) -> None:
    processes = [start(tmp_path / f"{number}", f"{number}", 5) for number in range(3)]
    assert [finish(process) for process in processes] == [""] * 3
    database = open_database(location, schema=SCHEMA)
    assert run(database.read(counts)) == (15, 30)
    run(database.close())
