"""Which core the servers get, and which one the load generator."""

import os
from pathlib import Path
from typing import NamedTuple

from greenroom.bench.obstacle import Obstacle

_SIBLINGS = "/sys/devices/system/cpu/cpu{core}/topology/thread_siblings_list"


class Cores(NamedTuple):
    """Numbers of cores as the system counts them; the same one twice where there is only one."""

    server: int
    load: int

    @property
    def apart(self) -> bool:
        """Whether the load leaves the servers alone."""
        return self.server != self.load


def choose_cores() -> Cores:
    """Two cores that this process may use; not two threads of one core, if there is a choice.

    Raises:
        Obstacle: this system can't keep a process to a core.
    """
    if not hasattr(os, "sched_getaffinity"):
        raise Obstacle("greenroom bench keeps each process to a core of its own, which needs Linux.")
    first, *others = sorted(os.sched_getaffinity(0))
    siblings = _siblings(first)
    apart = [core for core in others if core not in siblings]
    return Cores(first, [*apart, *others, first][0])


def _siblings(core: int) -> set[int]:
    """The cores that share their machinery with this one; none where the system doesn't tell."""
    file = Path(_SIBLINGS.format(core=core))
    found: set[int] = set()
    for part in file.read_text().strip().split(",") if file.exists() else ():
        lowest, _, highest = part.partition("-")
        found.update(range(int(lowest), int(highest or lowest) + 1))
    return found
