"""The table of scenarios, and measuring them."""

import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from greenroom import __version__
from greenroom.bench.chat import chat
from greenroom.bench.cores import Cores, choose_cores
from greenroom.bench.create import create
from greenroom.bench.get import get
from greenroom.bench.imports import imports
from greenroom.bench.lab import Effort, Lab
from greenroom.bench.lists import lists
from greenroom.bench.load import find_wrk
from greenroom.bench.machine import Machine, describe
from greenroom.bench.pages import pages
from greenroom.bench.report import Outcome, Report
from greenroom.bench.start import start


class Scenario(NamedTuple):
    """`under_load` needs the load generator."""

    run: Callable[[Lab], Outcome]
    under_load: bool = True


SCENARIOS: Mapping[str, Scenario] = {
    "get": Scenario(get),
    "create": Scenario(create),
    "list": Scenario(lists),
    "chat": Scenario(chat, under_load=False),
    "import": Scenario(imports, under_load=False),
    "pages": Scenario(pages, under_load=False),
    "start": Scenario(start, under_load=False),
}

_SHARED = "There is only one core, so the load generator shares it with the servers: all figures are lower than they could be."
_BUSY = "The machine was busy with something else when this began, so take the figures as rough, and do it again later."
_QUIET = 0.5
_TERMINATED = 128 + signal.SIGTERM


def measure(names: Sequence[str], effort: Effort, where: Path | None, say: Callable[[str], None]) -> Report:
    """These scenarios, in a temporary folder that is made in `where`.

    Raises:
        Obstacle: something is missing, or a server doesn't start.
    """
    if any(SCENARIOS[name].under_load for name in names):
        find_wrk()
    cores = choose_cores()
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    with _ended_in_order(), tempfile.TemporaryDirectory(prefix="greenroom-bench-", dir=where) as folder:
        lab = Lab(Path(folder), cores, effort, say)
        machine = describe(lab.folder, cores)
        outcomes = {name: _run(lab, name) for name in names}
    return Report(__version__, begun, machine, effort, outcomes, list(_notes(cores, machine)))


def _run(lab: Lab, name: str) -> Outcome:
    lab.say(f"{name} …")
    return SCENARIOS[name].run(
        lab._replace(folder=lab.room(name), say=lambda text: lab.say(f"{name}: {text}"))
    )


def _notes(cores: Cores, machine: Machine) -> Iterator[str]:
    if not cores.apart:
        yield _SHARED
    if machine.load > _QUIET:
        yield _BUSY


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Whoever terminates this process ends its servers too, and gets their folders removed."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        sys.exit(_TERMINATED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
