import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from greenroom.bench.child import OUTPUT, child, last_words

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(60)"
PARENT = """
import sys, time
from pathlib import Path
from greenroom.bench.child import child
with child(["sleep", "60"], Path(sys.argv[1]), int(sys.argv[2])) as process:
    print(process.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def core() -> int:
    return max(os.sched_getaffinity(0))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def await_end(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_child_runs_on_its_core_as_long_as_the_block(tmp_path: Path, core: int) -> None:
    with child(["sleep", "60"], tmp_path, core) as process:
        assert os.sched_getaffinity(process.pid) == {core}
        assert process.poll() is None
    assert process.returncode == -signal.SIGTERM


def test_a_child_ends_when_the_block_fails(tmp_path: Path, core: int) -> None:
    with pytest.raises(ZeroDivisionError), child(["sleep", "60"], tmp_path, core) as process:
        raise ZeroDivisionError
    assert process.returncode == -signal.SIGTERM


def test_a_child_that_will_not_end_is_killed(tmp_path: Path, core: int) -> None:
    with child([sys.executable, "-c", STUBBORN], tmp_path, core, grace=0.1) as process:
        while not (tmp_path / OUTPUT).read_text():
            time.sleep(0.01)
    assert process.returncode == -signal.SIGKILL


def test_what_a_child_leaves_behind_is_ended_too(tmp_path: Path, core: int) -> None:
    with child(["sh", "-c", "sleep 60 & echo $!"], tmp_path, core) as process:
        process.wait(10)
    await_end(int((tmp_path / OUTPUT).read_text()))


def test_a_child_does_not_outlive_a_parent_that_is_killed(tmp_path: Path, core: int) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path), str(core)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    await_end(pid)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo one; echo two", "two"),
        ("echo one; echo 'the port is taken' >&2; echo >&2", "the port is taken"),
        ("true", "it said nothing"),
    ],
)
def test_the_last_words_of_a_child(tmp_path: Path, core: int, script: str, words: str) -> None:
    with child(["sh", "-c", script], tmp_path, core) as process:
        process.wait(10)
    assert last_words(tmp_path) == words
