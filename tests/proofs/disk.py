"""A disk that can lose its power: a file system in a file, of which a cut leaves what was synced and nothing else."""

import fcntl
import os
import struct
import subprocess
import time
from pathlib import Path
from typing import Self

SHUTDOWN = 0x8004587D
"""FS_IOC_SHUTDOWN of linux/fs.h."""

NO_LOG_FLUSH = 2
"""Not even the file system's own journal is written any more."""

SIZE = 1 << 30


class Disk:
    """Mounted at `place` while it is entered. `kind` is ext4 or xfs."""

    def __init__(self, kind: str, folder: Path) -> None:
        self._image = folder / f"{kind}.img"
        self.place = folder / kind
        self._kind = kind

    def __enter__(self) -> Self:
        self.place.mkdir()
        with self._image.open("wb") as image:
            image.truncate(SIZE)  # sparse: it takes what is written
        _run(f"mkfs.{self._kind}", "-q", str(self._image))
        self._mount()
        return self

    def __exit__(self, *_: object) -> None:
        self._unmount()
        self._image.unlink()

    def cut(self) -> None:
        """Let the power fail: what waits to be written is gone, and nothing can be written or synced any more."""
        handle = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(handle)

    def revive(self) -> None:
        """Let it come back with what it has; whoever had files open there must have ended."""
        self._unmount()
        self._mount()

    def _mount(self) -> None:
        _run("mount", "-o", "loop", str(self._image), str(self.place))

    def _unmount(self) -> None:
        deadline = time.monotonic() + 20
        while subprocess.run(["umount", self.place], capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, f"somebody still has files open at {self.place}"
            time.sleep(0.05)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr.strip()}"
