"""A PostgreSQL that keeps things safe, and that can die and come back."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Self

from tests.postgres_server import PostgresServer

SAFE = ("listen_addresses=", "shared_buffers=32MB", "max_connections=300", "autovacuum=off")


class HardPostgres(PostgresServer):
    """With its directory in `room`, and `settings` behind those of a safe server."""

    def __init__(self, room: Path, settings: tuple[str, ...] = ()) -> None:
        self._where = room
        self.SETTINGS = (*SAFE, *settings)
        super().__init__()
        for folder in (room, *room.parents):
            if folder.stat().st_mode & 0o005 != 0o005 and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o055)

    def __enter__(self) -> Self:
        super().__enter__()
        subprocess.run(["sync", "-f", self.home], check=True)  # initdb was told not to wait for the disk
        return self

    def _room(self) -> str:
        return str(self._where)

    def die(self) -> None:
        """SIGKILL to all of it; it has ended when this returns."""
        everybody = [self._postmaster.pid, *children(self._postmaster.pid)]
        for pid in everybody:
            _signal(pid, signal.SIGKILL)
        self._postmaster.wait()
        _await_end(everybody)

    def rise(self) -> None:
        """Start over what is there, and wait until it has recovered."""
        (self.home / "data" / "postmaster.pid").unlink(missing_ok=True)
        settings = [part for setting in self.SETTINGS for part in ("-c", setting)]
        self._postmaster = self._start("postgres", "-D", "data", "-k", str(self.home), *settings)
        self._await_start()

    def stop(self) -> None:
        """Let it end as it should, with everything on the disk."""
        self._postmaster.send_signal(signal.SIGINT)
        self._postmaster.wait()

    def alter(self, setting: str) -> None:
        """Change a setting while it runs."""
        self._execute(f"ALTER SYSTEM SET {setting}")
        self._execute("SELECT pg_reload_conf()")

    def freeze(self) -> None:
        """Let all of it stand still: connections are taken by the system, and nobody answers."""
        for pid in (self._postmaster.pid, *children(self._postmaster.pid)):
            _signal(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        for pid in (*children(self._postmaster.pid), self._postmaster.pid):
            _signal(pid, signal.SIGCONT)


def children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in found.stdout.split()]


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _await_end(pids: list[int]) -> None:
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline, f"processes don't end: {pids}"
        time.sleep(0.02)
