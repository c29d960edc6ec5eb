"""`greenroom bench`, as a program: what it says, what it leaves behind, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.postgres_server import PostgresServer

from greenroom.bench.pocketbase import MISSING, find_pocketbase

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it needs Linux")
BENCH = (sys.executable, "-m", "greenroom", "bench")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the servers' data shall be."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def test_starting_is_measured_on_both_engines_without_a_load_generator(
    place: Path, postgres_server: PostgresServer
) -> None:
    kept, database = place.parent, postgres_server.url("postgres")
    options = (
        "start",
        "--rounds",
        "1",
        "--json",
        "--in",
        str(place),
        "--database",
        database,
        "--save",
        str(kept),
    )
    done = subprocess.run([*BENCH, *options], capture_output=True, check=False, timeout=120)
    report = json.loads(done.stdout)
    assert report == json.loads((kept / "start.json").read_bytes())
    assert report["machine"]["postgres"]
    outcome = report["scenarios"]["start"]
    assert [row["engine"] for row in outcome["rows"] if row["server"] == "greenroom"] == [
        "sqlite",
        "sqlite",
        "postgres",
        "postgres",
    ]
    for row in outcome["rows"]:
        assert 0 < row["figures"]["first_answer_s"] < 60
        assert 0 < row["figures"]["pss_mb"] <= row["figures"]["rss_mb"]
    assert outcome["missing"] == ([] if find_pocketbase() else [MISSING])
    assert done.returncode == (0 if find_pocketbase() else 3)
    assert b"start: round 1 of 1" in done.stderr
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--sizes", "some"), "as in 1k,100k,1M"),
        (("--database", "postgresql://nobody@127.0.0.1:9/x"), "doesn't answer"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_sentence(options: tuple[str, ...], sentence: str) -> None:
    done = subprocess.run([*BENCH, "start", *options], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    done = subprocess.run(
        [*BENCH, "get"],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "apt install wrk" in done.stderr


def test_nothing_is_left_when_it_is_terminated(place: Path) -> None:
    with subprocess.Popen(
        [*BENCH, "start", "--engine", "sqlite", "--in", str(place)], stderr=subprocess.PIPE, text=True
    ) as bench:
        assert bench.stderr
        assert bench.stderr.readline() == "start …\n"
        while not servers(place):
            time.sleep(0.01)
        bench.send_signal(signal.SIGTERM)
        bench.wait(60)
    assert bench.returncode == 128 + signal.SIGTERM
    assert list(place.iterdir()) == []
    assert servers(place) == []


def servers(folder: Path) -> list[str]:
    """Processes that run in the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(process.name)
        except OSError:
            continue  # it has ended, or is somebody else's
    return found
