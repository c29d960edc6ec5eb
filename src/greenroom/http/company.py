"""The processes that answer for one server, as one of them sees them: what each has counted lies in a folder of theirs."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

_SUFFIX = ".counts"


class Counts(Struct, frozen=True):
    """What one process has counted since it began.

    `requests` are (dialect, method, status, how many), `times` (dialect, requests by how long they took, seconds in all),
    `gauges` (name, help, value).
    """

    requests: list[tuple[str, str, int, int]]
    times: list[tuple[str, list[int], float]]
    gauges: list[tuple[str, str, float]]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Counts).decode


class Company(NamedTuple):
    """`folder` is the company's; its `first` process does what one is enough for."""

    folder: Path
    first: bool

    def write(self, counts: Counts) -> None:
        """Let the others see what this process has counted."""
        path = self.folder / f"{os.getpid()}{_SUFFIX}"
        part = path.with_suffix(".part")
        part.write_bytes(_encode(counts))
        part.replace(path)

    def read(self) -> Mapping[str, Counts]:
        """What each process has lately counted, by its id."""
        found = {}
        for path in sorted(self.folder.glob(f"*{_SUFFIX}")):
            with suppress(OSError):  # it has ended in this very moment
                found[path.stem] = _decode(path.read_bytes())
        return found


def forget(folder: Path, process: int) -> None:
    """Remove what a process has counted that ended."""
    for suffix in (_SUFFIX, ".part"):
        (folder / f"{process}{suffix}").unlink(missing_ok=True)
