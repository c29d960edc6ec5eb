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
    """Mounted at `place` while it is entered. `kind` is ext4 or xfs.

    What comes back after a cut is a copy: another mount namespace, which any process may have made meanwhile, keeps the
    old file system mounted, and who mounts its device again gets that.
    """

    def __init__(self, kind: str, folder: Path) -> None:
        self._folder = folder
        self._kind = kind
        self._number = 0
        self.place = folder / kind

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
        old = self._image
        self._number += 1
        _run("cp", "--sparse=always", str(old), str(self._image))
        old.unlink()
        self._mount()

    @property
    def _image(self) -> Path:
        return self._folder / f"{self._kind}-{self._number}.img"

    def _mount(self) -> None:
        device = _run("losetup", "--find", "--show", str(self._image))
        try:
            options = ["-o", "nouuid"] if self._kind == "xfs" else []
            _run("mount", *options, device, str(self.place))
        finally:
            _run("losetup", "--detach", device)  # once nobody has it mounted any more

    def _unmount(self) -> None:
        deadline = time.monotonic() + 20
        while subprocess.run(["umount", self.place], capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, f"somebody still has files open at {self.place}"
            time.sleep(0.05)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr.strip()}"
    return done.stdout.strip()
