"""The scenario `start`: from starting the process to its first answer, and the memory it has when nobody asks."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import NamedTuple

from greenroom.bench.bare import serve_bare
from greenroom.bench.contender import BARE, OURS, POCKETBASE
from greenroom.bench.home import Home, fresh_home
from greenroom.bench.lab import Lab
from greenroom.bench.ours import serve_home
from greenroom.bench.pocketbase import MISSING, find_pocketbase, serve_pocketbase
from greenroom.bench.race import medians
from greenroom.bench.report import Figures, Outcome, Row
from greenroom.bench.served import Served
from greenroom.bench.usage import memory

TITLE = "from starting the process to its first answer, and its memory a second later"

_IDLE = 1.0


class Starter(NamedTuple):
    """A server that is started again and again; `serve` is told the number of the round."""

    server: str
    what: str
    serve: Callable[[int], AbstractContextManager[Served]]
    engine: str = ""


def start(lab: Lab) -> Outcome:
    """Ours on an instance that is there and on none yet, beside the bare server and PocketBase."""
    with ExitStack() as running:
        starters = list(_starters(lab, running))
        rounds: list[list[Figures]] = [[] for _ in starters]
        for number in range(lab.effort.rounds):
            for starter, ran in zip(starters, rounds, strict=True):
                ran.append(_begin(starter, number))
            said = ", ".join(f"{ran[-1]['first_answer_s']:.2f} s" for ran in rounds)
            lab.say(f"round {number + 1} of {lab.effort.rounds}: {said}")
    rows = [_row(starter, ran) for starter, ran in zip(starters, rounds, strict=True)]
    return Outcome(TITLE, rows, [] if find_pocketbase() else [MISSING])


def _starters(lab: Lab, running: ExitStack) -> Iterator[Starter]:
    for engine in lab.engines:
        made = running.enter_context(fresh_home(lab, OURS, engine))
        with serve_home(lab, made):
            pass  # now it is there
        yield Starter(OURS, "again", partial(_serve_again, lab, made), engine)
        yield Starter(OURS, "first time", partial(_serve_fresh, lab, engine), engine)
    yield Starter(BARE, "", lambda number: serve_bare(lab, f"{BARE}-{number}"))
    program = find_pocketbase()
    if program:
        theirs = lab.room(POCKETBASE)
        yield Starter(POCKETBASE, "", lambda _: serve_pocketbase(lab, theirs, program))


def _serve_again(lab: Lab, home: Home, _: int) -> AbstractContextManager[Served]:
    return serve_home(lab, home)


@contextmanager
def _serve_fresh(lab: Lab, engine: str, number: int) -> Iterator[Served]:
    with fresh_home(lab, f"{OURS}-{number}", engine) as home, serve_home(lab, home) as served:
        yield served


def _begin(starter: Starter, number: int) -> Figures:
    with starter.serve(number) as served:
        time.sleep(_IDLE)
        used = memory(served.process.pid)
    return {"first_answer_s": served.seconds, "pss_mb": used.pss, "rss_mb": used.rss}


def _row(starter: Starter, rounds: list[Figures]) -> Row:
    slowest = max(ran["first_answer_s"] for ran in rounds)
    return Row(
        starter.server, starter.what, {**medians(rounds), "slowest_s": slowest}, rounds, starter.engine
    )
