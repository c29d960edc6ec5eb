"""What is only ever seen whole: it is made beside its place, under a name with a dot, and moved there at the end."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacement(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; at the end what is there becomes `path`, for good also after a power cut.

    Directories above it are made. If an exception is raised, nothing is left of what was written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        yield part
        _sync(part)
        part.replace(path)
        _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def part_of(path: Path) -> Path:
    """A new name beside `path`."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def sweep(path: Path, *, before: int | None = None) -> None:
    """Remove what was left beside `path` by processes that were killed before they were done.

    With `before`, a moment in microseconds, only what nobody has written to since then: somebody may be at work.

    Each thing is renamed first, so that a process which is still at work on it finds nothing to put in its place
    instead of half of it.
    """
    left = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.part(-journal)?")
    for found in [*path.parent.iterdir()] if path.parent.is_dir() else []:
        if left.fullmatch(found.name) and (before is None or found.lstat().st_mtime_ns < before * 1000):
            swept = found.rename(part_of(path))
            if swept.is_dir():
                shutil.rmtree(swept)
            else:
                swept.unlink()


def _sync(path: Path) -> None:
    """Wait until `path`, a file or a directory, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
