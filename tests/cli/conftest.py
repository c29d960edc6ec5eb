"""The command line on an instance of a test's own, in this process: the whole of it but the start of an interpreter."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from greenroom.cli import cli


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Commands:
    """Runs commands; `place` is given to those whose arguments name no place themselves."""

    def __init__(self, *place: str) -> None:
        self.place = place

    def run(self, *args: object, stdin: str | None = None, **environment: str) -> Done:
        """The command line as it is typed, and nothing else."""
        hidden = dict.fromkeys(name for name in os.environ if name.startswith("GREENROOM_"))
        found = CliRunner().invoke(cli, [*map(str, args)], input=stdin, env={**hidden, **environment})
        assert isinstance(found.exception, SystemExit | None), found.exception
        return Done(found.exit_code, found.stdout, found.stderr)

    def __call__(self, *args: object, stdin: str | None = None, **environment: str) -> Done:
        """A command on our instance."""
        return self.run(*args, *self.place, stdin=stdin, **environment)

    def json(self, *args: object, **environment: str) -> Any:
        """What a command on our instance gives to programs."""
        done = self(*args, "--json", **environment)
        assert done.code == 0, done.err
        return json.loads(done.out)


@contextmanager
def nothing_ignored() -> Iterator[None]:
    """Whoever runs the tests may ignore signals, as nohup does, and a child would, too."""
    ignored = [
        number for number in (signal.SIGINT, signal.SIGHUP) if signal.getsignal(number) == signal.SIG_IGN
    ]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def started(
    *args: object, program: Sequence[str] = ("-m", "greenroom"), **environment: str
) -> Iterator["subprocess.Popen[str]"]:
    """A server in a process of its own, which hears each signal; `environment` are GREENROOM_ variables.

    `program` is what Python runs.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GREENROOM_")}
    clean["GREENROOM_DISCOVER_MODELS"] = "false"  # nobody's own model is ours to use
    with nothing_ignored():
        server = subprocess.Popen(
            [sys.executable, *program, "serve", *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=clean | environment,
        )
    try:
        yield server
    finally:
        server.kill()
        server.communicate()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a `.env`, and a home without an instance."""
    monkeypatch.chdir(tmp_path)
    for home in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(home, str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def greenroom(tmp_path: Path) -> Commands:
    """On an instance that does not exist yet, in a folder."""
    return Commands("--data", str(tmp_path / "data"))


@pytest.fixture
def greenroom_on(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Commands:
    """The same, once for each engine."""
    place = ["--data", str(tmp_path / "data")]
    if engine == "postgres":
        place += ["--database", request.getfixturevalue("postgres_url")]
    return Commands(*place)
