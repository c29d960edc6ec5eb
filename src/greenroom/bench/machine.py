"""What was measured on: kept with the figures, which mean little without it."""

import os
import platform
import sqlite3
from pathlib import Path

from msgspec import Struct

from greenroom.bench.cores import Cores
from greenroom.bench.disk import filesystem, syncs_per_second


class Machine(Struct, frozen=True):
    """Servers were kept to one core, and the load generator to the other.

    `load` is how many processes wanted to run in the minute before: anything that was not ours. `postgres` is empty where
    nothing was measured on it.
    """

    system: str
    processor: str
    python: str
    sqlite: str
    server_core: int
    load_core: int
    filesystem: str
    syncs_per_second: float
    load: float
    postgres: str = ""


def describe(folder: Path, cores: Cores) -> Machine:
    """This machine, with the disk that `folder` is on."""
    return Machine(
        system=platform.platform(),
        processor=_processor(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        server_core=cores.server,
        load_core=cores.load,
        filesystem=filesystem(folder),
        syncs_per_second=syncs_per_second(folder),
        load=os.getloadavg()[0],
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    for line in file.read_text().splitlines() if file.exists() else ():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()
