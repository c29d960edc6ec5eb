"""Power cuts under load, through the API: what was acknowledged is there, and nothing is half there or twice."""

import random
import time
from collections import Counter
from contextlib import ExitStack

from tests.proofs.crowd import Crowd
from tests.proofs.disk import Disk
from tests.proofs.machine import loop
from tests.proofs.postgres import HardPostgres
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.server import Proven

AFTERWARDS = 0.1
"""Seconds that clients go on after a cut: nobody may be told then that something was kept."""


class Cuts:
    """What was seen in all rounds."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._examples: list[str] = []

    def judge(self, crowd: Crowd, cut_at: float) -> None:
        """Hold what a round's clients were told to what is there after it.

        What they heard once the power went is counted apart. A machine without power says nothing; here it can, and XFS
        tells a sync that began before the shutdown that all is well, although nothing was written: traced, fdatasync
        returned 0 from 4 to 17 ms after the ioctl had ended.
        """
        told = sum(one.told_at < cut_at for one in crowd.kept)
        lost, amid = crowd.missing(until=cut_at), crowd.missing(since=cut_at)
        self._examples += lost[:3]
        crowd.finish()
        self.counts.update(
            cuts=1,
            acknowledged=told,
            lost=len(lost),
            lossy_cuts=int(bool(lost)),
            half_there_or_twice=0 if lost or amid else len(crowd.halves()),
        )
        self.counts["told as the power went, and lost"] += len(amid)

    def measured(self) -> Measured:
        counts = self.counts
        held = not counts["lost"] and not counts["half_there_or_twice"]
        why = f"{counts['lossy_cuts']} of {counts['cuts']} cuts lost {counts['lost']} writes, as {self._examples[:2]}"
        return Measured(held, dict(counts), "" if held else why)


def sqlite_cuts(kind: str, trial: Trial) -> Measured:
    """Server and database on one disk: both are gone, and start again."""
    cuts = Cuts()
    guard = "synchronous_normal" if trial.weak else ""
    with Disk(kind, trial.folder) as disk:
        data = disk.place / "data"
        server = Proven(data, str(data / "greenroom.sqlite3"), trial.folder / "log", guard)
        with server:
            people = [server.newcomer() for _ in range(trial.rounds)]
            for who in people:
                server.let_go()
                with Crowd(who) as crowd:
                    crowd.has_kept(random.randint(30, 300))
                    cut_at = time.monotonic()
                    disk.cut()
                    time.sleep(AFTERWARDS)
                    server.die()
                disk.revive()
                server.rise()
                cuts.judge(crowd, cut_at)
        assert "Traceback" not in server.log(), server.log()[-3000:]
    return cuts.measured()


def postgres_cuts(trial: Trial) -> Measured:
    """PostgreSQL's disk alone: the server goes on, and finds it again."""
    cuts = Cuts()
    settings = ("synchronous_commit=off",) if trial.weak else ()
    with ExitStack() as stack:
        disk = stack.enter_context(Disk("ext4", trial.folder))
        postgres = stack.enter_context(HardPostgres(disk.place, settings))
        location = postgres.url(postgres.create("template0"))
        server = stack.enter_context(Proven(trial.folder / "data", location, trial.folder / "log"))
        for who in [server.newcomer() for _ in range(trial.rounds)]:
            server.let_go()
            with Crowd(who) as crowd:
                crowd.has_kept(random.randint(30, 300))
                cut_at = time.monotonic()
                disk.cut()
                time.sleep(AFTERWARDS)
                postgres.die()
                disk.revive()
                postgres.rise()
                crowd.has_kept(1)
            cuts.judge(crowd, cut_at)
    return cuts.measured()


def _of(kind: str) -> Proof:
    return Proof(
        name=f"power-cut-sqlite-{kind}",
        promise=f"An acknowledged write survives a power cut: SQLite on {kind}, through the API, with group commit",
        aim="0 lost in ≥ 50 cuts",
        control="SQLite's synchronous=NORMAL, which must lose in many of the cuts",
        measure=lambda trial: sqlite_cuts(kind, trial),
        rounds=50,
        control_rounds=10,
        short=4,
        lacks=lambda: loop(kind),
    )


POWER_CUTS = (
    _of("ext4"),
    _of("xfs"),
    Proof(
        name="power-cut-postgres",
        promise="An acknowledged write survives a power cut: PostgreSQL on ext4, through the API",
        aim="0 lost in ≥ 20 cuts",
        control="PostgreSQL's synchronous_commit=off, which must lose",
        measure=postgres_cuts,
        rounds=20,
        control_rounds=5,
        short=3,
        lacks=lambda: loop("ext4"),
    ),
)
