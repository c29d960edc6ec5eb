"""What a running process has used, as Linux tells it in /proc."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_TIMES = (
    13,
    14,
)  # user and system; places in /proc/PID/stat, counted from 0 (proc_pid_stat(5) counts from 1)
_TIMES_OF_ENDED = (15, 16)  # of children that were waited for


class Memory(NamedTuple):
    """Megabytes: `rss` all that is resident, `pss` with its share only of what others use too."""

    rss: float
    pss: float


def cpu_seconds(pid: int) -> float:
    """Processor time of a process with all its threads so far, in steps of 10 ms."""
    return _seconds(pid, _TIMES)


def family_seconds(pid: int) -> float:
    """Processor time of a process and its children so far, those that have ended included."""
    return _seconds(pid, (*_TIMES, *_TIMES_OF_ENDED)) + sum(map(_seconds_if_there, _children(pid)))


def _seconds(pid: int, places: Iterable[int]) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text()
    after_name = fields[fields.rindex(")") :].split()  # the name may hold spaces; what follows it is field 2
    ticks = sum(int(after_name[place - 1]) for place in places)
    return ticks / os.sysconf("SC_CLK_TCK")


def _seconds_if_there(pid: int) -> float:
    try:
        return _seconds(pid, _TIMES)
    except (OSError, ValueError):
        return 0.0


def _children(pid: int) -> Iterator[int]:
    yield from map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def memory(pid: int) -> Memory:
    """Memory of a process now."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kib = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}
    return Memory(rss=kib["Rss"] * 1024 / 1e6, pss=kib["Pss"] * 1024 / 1e6)


def forget_peak(pid: int) -> None:
    """Let the highest memory of a process begin anew, at what it has now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_rss(pid: int) -> float:
    """The megabytes that were resident at most, since the start or since that was forgotten."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (kib,) = (int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return kib * 1024 / 1e6
