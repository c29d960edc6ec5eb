"""Four processes behind poolers under everything that people do, while all that stands behind them is restarted or lost."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from tests.fleet import processes
from tests.model_peer import ModelPeer
from tests.network import HERE, THERE
from tests.pooler import Pooler, pgbouncer
from tests.proofs.host_loss import BEHIND, MOST_GAP, NAME, STANDBY_PORT, Pair, pair
from tests.proofs.insisting import Trouble
from tests.proofs.machine import namespaces, program
from tests.proofs.network import PORT
from tests.proofs.proof import Figures, Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.proofs.using import KINDS, Looking, Making, Use
from tests.proofs.verdict import short

PROCESSES = 4
FIRST, SECOND = 6432, 6433
ROUND = 60.0
"""Seconds of load: in each a rolling restart and a restart of the pooler, and in one of them the loss of the primary."""

QUIET = 5.0
"""Seconds between two events."""

POOLER_GAP = 2.0
MOST_ROLLING = 100.0


class Moment(NamedTuple):
    """When something began, and for how many seconds from then on requests may fail."""

    name: str
    at: float
    allowed: float


class Scene(NamedTuple):
    """Where it plays: two hosts, each of a PostgreSQL and the pooler before it, and the server with both in one address."""

    both: Pair
    poolers: list[Pooler]
    server: Proven

    def roll(self) -> None:
        """Have all processes replaced, as an upgrade does."""
        before = {*processes(self.server.pid)}
        os.kill(self.server.pid, signal.SIGHUP)
        deadline = time.monotonic() + MOST_ROLLING
        while before & {*processes(self.server.pid)}:
            assert time.monotonic() < deadline, "processes stay"
            time.sleep(0.1)

    def restart_pooler(self) -> None:
        """Restart the one before the primary, as a service is."""
        self.poolers[0].leave()
        self.poolers[0].rise()

    def lose_host(self) -> None:
        """No packet reaches the primary or its pooler any more, and the standby is promoted at once."""
        self.both.far.cut()
        self.both.standby.promote()
        self.poolers.reverse()


@contextmanager
def scene(trial: Trial) -> Iterator[Scene]:
    """All of it, over a synchronous standby; in the control it isn't, and no idempotency key is remembered."""
    with ExitStack() as stack:
        model = stack.enter_context(ModelPeer())
        both = stack.enter_context(pair(trial.folder, synchronous=not trial.weak))
        primary, standby = both.primary, both.standby
        poolers = [
            stack.enter_context(Pooler(primary.home, PORT, THERE, FIRST, prefix=primary.prefix)),
            stack.enter_context(Pooler(standby.home, STANDBY_PORT, HERE, SECOND)),
        ]
        location = f"postgresql://greenroom@{THERE}:{FIRST},{HERE}:{SECOND}/{NAME}"
        settings = {"model_url": model.endpoint.url, "workers": f"{PROCESSES}", "lease_seconds": "5"}
        guard = "forgetful" if trial.weak else ""
        server = Proven(trial.folder / "data", location, trial.folder / "log", guard, **settings)
        yield Scene(both, poolers, stack.enter_context(server))


def cast(server: Proven) -> list[Use]:
    """Everybody who uses it. Each has an account, but those who look, who see what others make."""
    uses = [kind(server.newcomer()) for kind, many in KINDS if kind is not Looking for _ in range(many)]
    makers = [use.who for use in uses if isinstance(use, Making)]
    uses += [Looking(who) for who in makers[: dict(KINDS)[Looking]]]
    server.let_go()
    return uses


def performance(trial: Trial) -> Measured:
    """So many minutes of it."""
    with scene(trial) as stage:
        uses = cast(stage.server)
        stop, moments = threading.Event(), list[Moment]()
        with ThreadPoolExecutor(len(uses)) as pool:
            working = [pool.submit(use.work, stop) for use in uses]
            try:
                for number in range(trial.rounds):
                    _round(stage, moments, lose=number == trial.rounds // 2)
            finally:
                stop.set()
            for work in working:
                work.result()
        before = sum(len(use.asking.troubles) for use in uses)
        for use in uses:
            use.check()
            use.asking.close()
        assert before == sum(len(use.asking.troubles) for use in uses), (
            "not even the last questions were answered"
        )
    return _measured(uses, moments, trial)


def _round(stage: Scene, moments: list[Moment], *, lose: bool) -> None:
    until = time.monotonic() + ROUND
    events: list[tuple[str, float, Callable[[], None]]] = [
        ("rolling restart", 0.0, stage.roll),
        ("pooler restart", POOLER_GAP, stage.restart_pooler),
    ]
    if lose:
        events.append(("primary lost", MOST_GAP, stage.lose_host))
    for name, allowed, happen in events:
        time.sleep(QUIET)
        if lose and happen == stage.lose_host:
            stage.both.lag()  # what a standby that nobody waits for doesn't get
            time.sleep(BEHIND)
        moments.append(Moment(name, time.monotonic(), allowed))
        happen()
    time.sleep(max(QUIET + MOST_GAP, until - time.monotonic()))


def _measured(uses: list[Use], moments: list[Moment], trial: Trial) -> Measured:
    troubles = sorted((one for use in uses for one in use.asking.troubles), key=lambda one: one.answered)
    outside = [one for one in troubles if not _allowed(one, moments)]
    lost = [words for use in uses for words in use.lost]
    doubled = [words for use in uses for words in use.doubled]
    figures: Figures = {
        "minutes": trial.rounds,
        "requests": sum(use.asking.asked for use in uses),
        "acknowledged writes": sum(len(use.asking.writes) for use in uses),
        "lost": len(lost),
        "doubled": len(doubled),
        "repeated by their keys": sum(getattr(use, "repeated", 0) for use in uses),
        "streams taken up": sum(getattr(use, "resumed", 0) for use in uses),
        "errors outside the gaps": len(outside),
    }
    for name in dict.fromkeys(one.name for one in moments):
        figures |= _gaps(name, moments, troubles)
    lose = next(one for one in moments if one.name == "primary lost")
    writes = (moment for use in uses for moment in use.asking.writes if moment > lose.at)
    figures["writes again after"] = f"{min(writes) - lose.at:.1f} s"
    faults = (
        (lost, f"{len(lost)} lost, as {lost[:1]}"),
        (doubled, f"{len(doubled)} doubled, as {doubled[:1]}"),
        (outside, f"{len(outside)} errors outside the gaps, as {_said(outside[:2], moments)}"),
    )
    why = "; ".join(short(words) for wrong, words in faults if wrong)
    held = not (lost and doubled) if trial.weak else not why  # else it would be blind to one of both
    return Measured(held, figures, why)


def _gaps(name: str, moments: list[Moment], troubles: list[Trouble]) -> Figures:
    """How often it happened, how many requests failed by it, and for how long, counted from its beginning."""
    those = [one for one in moments if one.name == name]
    after = [one.answered - last.at for one in troubles if (last := _last(one, moments)) in those and last]
    told: Figures = {f"{name}s" if name != "primary lost" else "primaries lost": len(those)}
    told[f"errors by {name}"] = len(after)
    return told | ({f"longest gap by {name}": f"{max(after):.1f} s"} if after else {})


def _last(trouble: Trouble, moments: list[Moment]) -> Moment | None:
    """What happened last before somebody was told of trouble."""
    return next((one for one in reversed(moments) if one.at <= trouble.answered), None)


def _allowed(trouble: Trouble, moments: list[Moment]) -> bool:
    last = _last(trouble, moments)
    return last is not None and trouble.answered <= last.at + last.allowed


def _said(troubles: list[Trouble], moments: list[Moment]) -> str:
    """In words, with when they were."""
    told = []
    for one in troubles:
        last = _last(one, moments)
        when = f"{one.answered - last.at:.1f} s after {last.name}" if last else "before anything happened"
        told.append(f"{when}, asked {one.answered - one.asked:.1f} s before: {one.words}")
    return "; ".join(told)


def _lacks() -> str:
    return namespaces() or ("" if pgbouncer() else program("pgbouncer", "pgbouncer"))


MIXED = Proof(
    name="mixed-load",
    promise="Four processes behind poolers under mixed load, through rolling restarts, pooler restarts and the loss of the primary's host",
    aim=f"ten minutes: 0 lost, 0 doubled, 0 errors by rolling restarts, others within {POOLER_GAP:.0f} s of a pooler's restart "
    f"and {MOST_GAP:.0f} s of a primary's loss",
    control="a standby that is not synchronous, which must lose, and servers that forget which keys they have seen, which must double",
    measure=performance,
    rounds=10,
    control_rounds=1,
    short=0,  # its figures are of time
    lacks=_lacks,
)
