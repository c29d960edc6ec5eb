"""Load: wrk (https://github.com/wg/wrk), which keeps its connections busy without a pause."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from greenroom.bench.child import OUTPUT, child, last_words
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.request import NUMBER, Request

CONNECTIONS = 32
MISSING = "greenroom bench puts load on servers with wrk, which is not installed; on Debian and Ubuntu: apt install wrk."

SLOWEST = 10
"""Seconds; an answer that takes longer counts as none, and its request as broken."""

_GRACE = 30.0


class Load(msgspec.Struct, frozen=True):
    """What came of it: `refused` were answered with an error, `broken` not at all. p50 and p99 are microseconds."""

    microseconds: int
    requests: int
    refused: int
    broken: int
    p50: int
    p99: int

    @property
    def done(self) -> int:
        """Requests that were answered as they should be."""
        return self.requests - self.refused


def find_wrk() -> str:
    """The load generator.

    Raises:
        Obstacle: it is not installed.
    """
    program = shutil.which("wrk")
    if program is None:
        raise Obstacle(MISSING)
    return program


def put_load(lab: Lab, port: int, request: Request, seconds: int) -> Load:
    """Send a request over and over from 32 connections.

    Raises:
        Obstacle: there is no load generator, or it fails.
    """
    folder = lab.folder / "load"
    folder.mkdir(exist_ok=True)
    command = [find_wrk(), *_arguments(folder, port, request, seconds)]
    with child(command, folder, lab.cores.load) as process:
        try:
            code = process.wait(seconds + _GRACE)
        except subprocess.TimeoutExpired:
            raise Obstacle(f"wrk did not end {_GRACE:.0f} s after it should have.") from None
    if code:
        raise Obstacle(f"wrk failed: {last_words(folder)}")
    return read_load((folder / OUTPUT).read_text())


def read_load(output: str) -> Load:
    """What wrk and our script printed: the last line is the script's."""
    return msgspec.json.decode(output.strip().rpartition("\n")[2], type=Load)


def _arguments(folder: Path, port: int, request: Request, seconds: int) -> Sequence[str]:
    scripts = ["summary.lua", *_scripts(request)]
    script = folder / "script.lua"
    script.write_text("\n".join(files(__package__).joinpath(name).read_text() for name in scripts))
    headers = [part for header in request.headers.items() for part in ("-H", ": ".join(header))]
    run = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"--timeout={SLOWEST}s", "-s", str(script)]
    return [*run, *headers, f"http://127.0.0.1:{port}{request.path}", "--", *_input(folder, request)]


def _scripts(request: Request) -> Sequence[str]:
    if request.body is not None:
        return ["create.lua"]
    return ["in_turn.lua"] if request.in_turn else []


def _input(folder: Path, request: Request) -> Sequence[str]:
    """The arguments of the script; what the numbers of `create.lua` begin with is new in each run."""
    file = folder / "input"
    if request.body is None:
        file.write_text("".join(f"{path}\n" for path in request.in_turn))
        return [str(file), str(request.pause)] if request.in_turn else []
    file.write_text(request.body)
    return [
        str(file),
        NUMBER,
        f"{time.time_ns() // 1_000_000 % 16**5:x}-",
    ]  # short: some names hold 25 letters
