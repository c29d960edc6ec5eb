"""Child processes: kept to a core, and ended whatever happens."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

OUTPUT = "output"
"""File of a child's standard output, in the folder it runs in."""

ERRORS = "errors"
"""File of its standard error."""

_GRACE = 15.0
_PR_SET_PDEATHSIG = 1


@contextmanager
def child(
    command: Sequence[str],
    folder: Path,
    core: int,
    *,
    environment: Mapping[str, str] | None = None,
    grace: float = _GRACE,
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs in `folder` as long as the block does; it gets `grace` seconds to end by itself."""
    with (folder / OUTPUT).open("wb") as output, (folder / ERRORS).open("ab") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,  # Ctrl-C is for us, who then end it in good order
            preexec_fn=partial(_settle, core),  # noqa: PLW1509 - nothing else runs in this process
        )
    try:
        yield process
    finally:
        _end(process, grace)


def last_words(folder: Path) -> str:
    """The last line that a child wrote before it failed."""
    lines = [line for name in (OUTPUT, ERRORS) for line in _lines(folder / name)]
    return lines[-1] if lines else "it said nothing"


def _settle(core: int) -> None:
    """Run in the child: stay on one core, and don't outlive the parent even if that is killed."""
    os.sched_setaffinity(0, {core})
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes], grace: float) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(grace)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # it, or what it left behind
    process.wait()


def _lines(file: Path) -> list[str]:
    return [line.strip() for line in file.read_text(errors="replace").splitlines() if line.strip()]
