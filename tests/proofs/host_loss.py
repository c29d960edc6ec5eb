"""The loss of PostgreSQL's host: a synchronous standby takes over, and has all that was acknowledged."""

import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple, Self

import psycopg
from tests.network import HERE, THERE
from tests.proofs.crowd import Crowd
from tests.proofs.machine import namespaces
from tests.proofs.network import PORT, Far, FarPostgres
from tests.proofs.postgres import HardPostgres
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.server import Proven

NAME = "greenroom"
STANDBY_PORT = 5433
BEHIND = 0.5
"""Seconds for which nothing more reaches the standby before its primary is lost; clients who wait for it wait."""

MOST_GAP = 6.0


class Standby(HardPostgres):
    """A copy of a primary that was stopped, which follows it from then on until it is promoted."""

    def __init__(self, room: Path, copied: Path) -> None:
        self._copied = copied
        super().__init__(room, (f"listen_addresses={HERE}", f"port={STANDBY_PORT}", "hot_standby=on"))

    def __enter__(self) -> Self:
        shutil.copytree(self._copied, self.home / "data")
        (self.home / "data" / "standby.signal").touch()
        with (self.home / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write(
                f"primary_conninfo = 'host={THERE} port={PORT} user=greenroom connect_timeout=3'\n"
            )
        subprocess.run(["chown", "-R", ":".join(self._owner[:2]), self.home / "data"], check=True)
        self.rise()
        return self

    def url(self, name: str) -> str:
        return f"{super().url(name)}&port={STANDBY_PORT}"

    def promote(self) -> None:
        """Make it the primary; it takes writes when this returns."""
        self._execute("SELECT pg_promote(true, 30)")


class Pair(NamedTuple):
    """A primary in a namespace, and its standby here."""

    far: Far
    primary: FarPostgres
    standby: Standby

    def url(self) -> str:
        """Both by one address, of which Greenroom takes whichever is the primary; `read-write` would refuse sessions that only read."""
        hosts = f"{THERE}:{PORT},{HERE}:{STANDBY_PORT}"
        return f"postgresql://greenroom@{hosts}/{NAME}?target_session_attrs=primary&connect_timeout=2"

    def follower(self) -> int:
        """The port at which the standby's connection ends here, once it follows."""
        deadline = time.monotonic() + 30
        with psycopg.connect(self.primary.url("postgres"), autocommit=True) as connection:
            while time.monotonic() < deadline:
                row = connection.execute(
                    "SELECT client_port FROM pg_stat_replication WHERE state = 'streaming'"
                ).fetchone()
                if row:
                    return int(row[0])
                time.sleep(0.05)
        raise AssertionError("the standby does not follow")

    def insist(self) -> None:
        """Let no commit be acknowledged before the standby has it."""
        self.primary.alter("synchronous_standby_names = '*'")

    def lag(self) -> None:
        """Let nothing more reach the standby, while the primary is still there."""
        self.far.cut("-p", "tcp", "--dport", str(self.follower()))


@contextmanager
def pair(folder: Path, *, synchronous: bool) -> Iterator[Pair]:
    """A new primary with a database, and a standby that follows it."""
    with ExitStack() as stack:
        far = stack.enter_context(Far())
        primary = stack.enter_context(FarPostgres(folder, far))
        primary.create("template0", name=NAME)
        primary.stop()
        standby = Standby(folder, primary.home / "data")
        primary.rise()
        both = Pair(far, primary, stack.enter_context(standby))
        both.follower()
        if synchronous:
            both.insist()
        yield both


def losses(trial: Trial) -> Measured:
    """So many hosts are lost, each under load, and their standbys promoted at once."""
    counts: Counter[str] = Counter()
    gaps: list[float] = []
    for number in range(trial.rounds):
        folder = trial.folder / str(number)
        folder.mkdir()
        with pair(folder, synchronous=not trial.weak) as both:
            gaps.append(_loss(both, folder, counts))
    late = max(gaps) > MOST_GAP and not trial.weak
    held = not counts["lost"] and not counts["half_there_or_twice"] and not late
    why = (
        f"{counts['lost']} acknowledged lost"
        if counts["lost"]
        else f"a gap of {max(gaps):.1f} s"
        if late
        else ""
    )
    names = ("hosts_lost", "acknowledged", "lost", "half_there_or_twice")
    shown: dict[str, int | str] = {name: counts[name] for name in names}
    return Measured(held, shown | {"longest gap": f"{max(gaps):.1f} s"}, why)


def _loss(both: Pair, folder: Path, counts: Counter[str]) -> float:
    """Lose one host; the seconds from then to the first write that is acknowledged again."""
    with Proven(folder / "data", both.url(), folder / "log") as server:
        who = server.newcomer()
        server.let_go()
        with Crowd(who) as crowd:
            crowd.has_kept(50)
            both.lag()
            time.sleep(BEHIND)
            both.far.cut()
            before = len(crowd.kept)
            lost_at = time.monotonic()
            both.standby.promote()
            while len(crowd.kept) == before:
                assert time.monotonic() < lost_at + 60, "nobody is answered any more"
                time.sleep(0.01)
            gap = time.monotonic() - lost_at
            crowd.has_kept(20)
        missing = crowd.missing()
        counts.update(hosts_lost=1, acknowledged=len(crowd.kept), lost=len(missing))
        crowd.finish()
        counts["half_there_or_twice"] += 0 if missing else len(crowd.halves())
    return gap


HOST_LOSS = Proof(
    name="host-loss",
    promise="The loss of PostgreSQL's host: its synchronous standby, promoted at once, has all that was acknowledged",
    aim="0 lost in ≥ 10 hosts, write gap ≤ 6 s",
    control="a standby that is not synchronous, which must lose",
    measure=losses,
    rounds=10,
    control_rounds=3,
    short=0,  # its figure is of time
    lacks=namespaces,
)
