"""The table of scenarios, and measuring them."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from msgspec.structs import replace

from greenroom import __version__
from greenroom.bench.chat import chat
from greenroom.bench.cores import Cores, choose_cores
from greenroom.bench.create import create
from greenroom.bench.explore import explore
from greenroom.bench.get import get
from greenroom.bench.imports import imports
from greenroom.bench.lab import POSTGRES, SQLITE, TITLES, Effort, Lab
from greenroom.bench.lists import lists
from greenroom.bench.load import find_wrk
from greenroom.bench.machine import Machine, describe
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.pages import pages
from greenroom.bench.postgres import Postgres, own_postgres, somebodys_postgres
from greenroom.bench.report import Outcome, Report
from greenroom.bench.size import USUAL
from greenroom.bench.start import start


class Scenario(NamedTuple):
    """`under_load` needs the load generator."""

    run: Callable[[Lab], Outcome]
    under_load: bool = True


SCENARIOS: Mapping[str, Scenario] = {
    "get": Scenario(get),
    "create": Scenario(create),
    "list": Scenario(lists),
    "explore": Scenario(explore),
    "chat": Scenario(chat, under_load=False),
    "import": Scenario(imports, under_load=False),
    "pages": Scenario(pages, under_load=False),
    "start": Scenario(start, under_load=False),
}

_SHARED = "There is only one core, so the load generator shares it with the servers: all figures are lower than they could be."
_BUSY = "The machine was busy with something else when this began, so take the figures as rough, and do it again later."
_ELSEWHERE = "PostgreSQL is somebody's: it was not kept to a core, and what processor time it took is not in the figures."
_QUIET = 0.5
_TERMINATED = 128 + signal.SIGTERM


class Subject(NamedTuple):
    """What is measured: on which engines – on whichever there are where none is named – and with how many characters.

    `address` leads to a PostgreSQL of somebody's; without, one of our own is started.
    """

    engines: Sequence[str] = ()
    sizes: Sequence[int] = USUAL
    address: str | None = None


def measure(
    names: Sequence[str],
    subject: Subject,
    effort: Effort,
    where: Path | None,
    say: Callable[[str], None],
    keep: Callable[[Report], None] = lambda _: None,
) -> Report:
    """These scenarios, in a temporary folder that is made in `where`; `keep` is given the report after each of them.

    Raises:
        Obstacle: something is missing, or a server doesn't start.
    """
    if any(SCENARIOS[name].under_load for name in names):
        find_wrk()
    cores = choose_cores()
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    with _ended_in_order(), ExitStack() as running:
        temporary = tempfile.TemporaryDirectory(prefix="greenroom-bench-", dir=where)
        folder = Path(running.enter_context(temporary))
        machine = describe(folder, cores)
        lab = Lab(folder, cores, effort, say, [SQLITE], subject.sizes, pantry=folder / "pantry")
        lab, missing = _with_postgres(lab, running, subject)
        machine = replace(machine, postgres=lab.postgres.version if lab.postgres else "")
        notes = list(_notes(cores, machine, lab))
        report = Report(__version__, begun, machine, effort, {}, notes, missing)
        for name in names:
            report = replace(report, scenarios={**report.scenarios, name: _run(lab, name)})
            keep(report)
    return report


def _with_postgres(lab: Lab, running: ExitStack, subject: Subject) -> tuple[Lab, Sequence[str]]:
    """The lab with the engines that are to be measured, and what is missing, unless somebody asked for it: then it raises."""
    engines = subject.engines or list(TITLES)
    if POSTGRES not in engines:
        return lab._replace(engines=engines), []
    try:
        postgres = running.enter_context(_postgres(lab, subject.address))
    except Obstacle as obstacle:
        if subject.engines or subject.address:
            raise
        return lab, [str(obstacle)]
    return lab._replace(engines=engines, postgres=postgres), []


def _postgres(lab: Lab, address: str | None) -> AbstractContextManager[Postgres]:
    if address:
        return somebodys_postgres(address)
    lab.folder.chmod(0o711)  # whoever may not be root must get to its data
    return own_postgres(lab.room("postgres"), lab.cores.server)


def _run(lab: Lab, name: str) -> Outcome:
    lab.say(f"{name} …")
    room = lab.room(name)
    try:
        return SCENARIOS[name].run(lab._replace(folder=room, say=lambda text: lab.say(f"{name}: {text}")))
    finally:
        shutil.rmtree(room)  # the next one may need the place


def _notes(cores: Cores, machine: Machine, lab: Lab) -> Iterator[str]:
    if not cores.apart:
        yield _SHARED
    if machine.load > _QUIET:
        yield _BUSY
    if lab.postgres and lab.postgres.pid is None:
        yield _ELSEWHERE


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
