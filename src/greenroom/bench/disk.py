"""The disk under the databases, which decides how many durable writes there can be."""

import os
import time
from pathlib import Path

_SECONDS = 0.3
_IN_MEMORY = {"tmpfs", "ramfs"}


def syncs_per_second(folder: Path) -> float:
    """How many times a second 4 KiB can be appended to a file and be safe (fdatasync), one after the other."""
    count, begun = 0, time.perf_counter()
    with (folder / "probe").open("wb", buffering=0) as file:
        while time.perf_counter() - begun < _SECONDS:
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            count += 1
    (folder / "probe").unlink()
    return count / (time.perf_counter() - begun)


def filesystem(folder: Path) -> str:
    """The kind of file system that a folder is on, as the kernel calls it; empty where that can't be told."""
    mounts = Path("/proc/self/mounts")
    longest, kind = "", ""
    for line in mounts.read_text().splitlines() if mounts.exists() else ():
        _, point, its_kind, *_ = line.split(" ")
        if len(point) >= len(longest) and folder.resolve().is_relative_to(point):
            longest, kind = point, its_kind
    return kind


def forgets(kind: str) -> bool:
    """Whether a file system of this kind is only memory, where nothing is durable and a sync costs nothing."""
    return kind in _IN_MEMORY
