"""Child processes: kept to a core, and ended whatever happens."""

import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

OUTPUT = "output"
"""File of a child's standard output, in the folder it runs in."""

ERRORS = "errors"
"""File of its standard error."""

GRACE = 15.0
"""Seconds that a child gets to end by itself, where nobody says otherwise."""

_PR_SET_PDEATHSIG = 1
_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def child(
    command: Sequence[str],
    folder: Path,
    core: int,
    *,
    environment: Mapping[str, str] | None = None,
    user: str | None = None,
    grace: float = GRACE,
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs in `folder` as long as the block does; it gets `grace` seconds to end by itself.

    It is started as `user`, where one is named: only root may name another than its own.
    """
    process = None
    try:
        with _held_signals() as mask:
            process = _start(command, folder, environment, user, partial(_settle, core, os.getpid(), mask))
        yield process
    finally:
        if process is not None:
            _end(process, grace)


def last_words(folder: Path) -> str:
    """The last line that a child wrote before it failed."""
    lines = [line for name in (OUTPUT, ERRORS) for line in _lines(folder / name)]
    return lines[-1] if lines else "it said nothing"


def _start(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None,
    user: str | None,
    settle: Callable[[], None],
) -> subprocess.Popen[bytes]:
    other = pwd.getpwnam(user) if user and os.geteuid() == 0 else None
    with (folder / OUTPUT).open("wb") as output, (folder / ERRORS).open("ab") as errors:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            user=other.pw_uid if other else None,
            group=other.pw_gid if other else None,
            extra_groups=[] if other else None,
            start_new_session=True,  # Ctrl-C is for us, who then end it in good order
            preexec_fn=settle,  # noqa: PLW1509 - this process has one thread
        )


@contextmanager
def _held_signals() -> Iterator[set[signal.Signals | int]]:
    """Nobody interrupts this block; gives the mask of before.

    Else a signal's exception could come up when a child is there and nobody knows it yet.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle(core: int, parent: int, mask: set[signal.Signals | int]) -> None:
    """Run in the child: stay on one core, hear signals, and don't outlive the parent even if that is killed."""
    os.sched_setaffinity(0, {core})
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _end(process: subprocess.Popen[bytes], grace: float) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(grace)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # it, or what it left behind
    process.wait()


def _lines(file: Path) -> list[str]:
    return [line.strip() for line in file.read_text(errors="replace").splitlines() if line.strip()]
