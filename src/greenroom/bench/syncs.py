"""Counting how often a server waits for the disk: strace (https://strace.io) sees each of its calls."""

import shutil
from pathlib import Path
from typing import NamedTuple

from greenroom.bench.obstacle import Obstacle

MISSING = "strace is not installed; on Debian and Ubuntu: apt install strace."

_CALLS = ("fsync(", "fdatasync(", "sync_file_range(")
_TRACE = "--trace=" + ",".join(call.rstrip("(") for call in _CALLS)


class SyncCounter(NamedTuple):
    """`prefix` goes before the command of the server, whose calls are then written to `file`, one a line."""

    prefix: tuple[str, ...]
    file: Path

    def so_far(self) -> float:
        """How many there were so far."""
        text = self.file.read_text(errors="replace")
        return float(sum(text.count(call) for call in _CALLS))


def sync_counter(folder: Path) -> SyncCounter:
    """A counter that keeps its file in `folder`.

    The server remains our own child (`--daemonize`), and the kernel stops it at these calls only (`--seccomp-bpf`), so
    that it works nearly as fast as ever.

    Raises:
        Obstacle: strace isn't installed.
    """
    program, file = shutil.which("strace"), folder / "calls"
    if program is None:
        raise Obstacle(MISSING)
    options = ("--daemonize", "--follow-forks", "--seccomp-bpf", "-qq", _TRACE, f"--output={file}")
    return SyncCounter((program, *options), file)
