"""A database that is out of reach for a while: every request is answered, soon, in its dialect's words, and heals."""

import math
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, NamedTuple

import httpx2
from tests.proofs.machine import namespaces
from tests.proofs.network import Far, FarPostgres
from tests.proofs.proof import Figures, Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.served import Caller
from tests.test_two_engines import ALL, MADE, STUDIO, WORLD

from greenroom.cli.dialects import all_dialects
from greenroom.problems import Unavailable

READ = {
    "native": ("GET", ALL),
    "roleplay": ("GET", "/apiListCharacters"),
    "replr": ("GET", "/v1/replrs"),
    "inworld": ("GET", STUDIO),
    "npcbuilder": ("GET", WORLD),
    "convai": ("POST", "/character/list"),
    "openai": ("GET", "/v1/models"),
}
MOST_SECONDS = 5.0
PAUSE = 0.1
EACH = 2
"""Clients for each request."""


class Way(NamedTuple):
    """How a database goes out of reach, and comes back."""

    name: str
    leave: Callable[[], None]
    come_back: Callable[[], None]


class Asking:
    """Somebody who asks a dialect the same again and again; who creates names things, under a key until it is done."""

    def __init__(self, who: Caller, dialect: str, method: str, path: str, body: Callable[[str], Any]) -> None:
        self._who = who
        self._errors = all_dialects()[dialect].errors
        self._asked = method, path
        self._body = body
        self._number = 0
        self.times: list[tuple[float, float, bool]] = []  # asked, answered, done
        self.strange: list[str] = []

    @property
    def done(self) -> int:
        return sum(done for _, _, done in self.times)

    def work(self, until: threading.Event) -> None:
        """Ask until told to stop."""
        while not until.is_set():
            self.ask()
            time.sleep(PAUSE)

    def ask(self) -> None:
        """Ask once, and judge what is answered."""
        method, path = self._asked
        key = f"{id(self)}-{self._number}"
        body = self._body(key)
        headers = {"idempotency-key": key} if body else {}
        began = time.monotonic()
        answer = self._who.send(method, path, headers=headers, **({"json": body} if body else {}))
        done = answer.status_code < 300
        self.times.append((began, time.monotonic(), done))
        self._number += done
        if not done:
            self._judge(answer)

    def _judge(self, answer: httpx2.Response) -> None:
        expected = self._errors.answer(Unavailable("The database"), answer.headers["x-request-id"])
        if (answer.status_code, answer.content) != (expected.status_code, bytes(expected.body)):
            self.strange.append(f"{self._asked}: {answer.status_code} {answer.text[:200]}")


class Outage(NamedTuple):
    """One that was seen: the slowest answer of all, seconds until everybody was served again, and what was wrong."""

    refused: int
    slowest: float
    healed: float
    doubled: int
    strange: list[str]


def outage(server: Proven, way: Way, seconds: float) -> Outage:
    """Let the database be out of reach under requests of every dialect."""
    who = server.newcomer()
    readers = [Asking(who, name, *asked, _nothing) for name, asked in READ.items() for _ in range(EACH)]
    writers = [Asking(who, name, "POST", *made) for name, made in MADE.items() for _ in range(EACH)]
    everybody, stop = readers + writers, threading.Event()
    with ThreadPoolExecutor(len(everybody)) as pool:
        working = [pool.submit(one.work, stop) for one in everybody]
        time.sleep(1)
        way.leave()
        time.sleep(seconds)
        way.come_back()
        back = time.monotonic()
        while time.monotonic() < back + 2 * MOST_SECONDS and not all(
            _served_again(one, back) for one in everybody
        ):
            time.sleep(PAUSE)
        stop.set()
        for work in working:
            work.result()
    for one in writers:
        one.ask()  # whatever has no answer yet
    made = len(who.get("/apiListCharacters").json()["characters"])
    return Outage(
        refused=sum(not done for one in everybody for _, _, done in one.times),
        slowest=max(answered - asked for one in everybody for asked, answered, _ in one.times),
        healed=max(_served_again(one, back) or math.inf for one in everybody),
        doubled=made - sum(one.done for one in writers),
        strange=[words for one in everybody for words in one.strange],
    )


def outages(trial: Trial) -> Measured:
    """Each way to be out of reach, so many times."""
    with ExitStack() as stack:
        far = stack.enter_context(Far())
        postgres = stack.enter_context(FarPostgres(trial.folder, far))
        location = postgres.far_url(postgres.create("template0"))
        guard = "endless_patience" if trial.weak else ""
        data, log = trial.folder / "data", trial.folder / "log"
        settings = {"roleplay_avatar_required": "false"}
        server = stack.enter_context(Proven(data, location, log, guard, **settings))
        ways = (
            Way("packets dropped", far.cut, far.mend),
            Way("standing still", postgres.freeze, postgres.thaw),
            Way("killed", postgres.die, postgres.rise),
        )
        seen = {
            way.name: [outage(server, way, random.uniform(6, 8)) for _ in range(trial.rounds)] for way in ways
        }
    return _measured(seen)


def _measured(seen: dict[str, list[Outage]]) -> Measured:
    every = [one for several in seen.values() for one in several]
    slowest, healed = (
        max(values) for values in zip(*((one.slowest, one.healed) for one in every), strict=True)
    )
    strange = [words for one in every for words in one.strange]
    doubled = sum(abs(one.doubled) for one in every)
    figures: Figures = {
        "outages": len(every),
        "refused": sum(one.refused for one in every),
        "doubled": doubled,
        "in other words": len(strange),
        **{
            f"slowest answer, {name}": f"{max(one.slowest for one in several):.1f} s"
            for name, several in seen.items()
        },
        **{
            f"healed after, {name}": f"{max(one.healed for one in several):.1f} s"
            for name, several in seen.items()
        },
    }
    faults = (
        (slowest > MOST_SECONDS, f"an answer took {slowest:.1f} s"),
        (healed > MOST_SECONDS, f"not served again for {healed:.1f} s"),
        (bool(strange), f"refused in other words: {strange[:1]}"),
        (doubled > 0, f"{doubled} effects too many or too few"),
    )
    why = "; ".join(words for wrong, words in faults if wrong)
    return Measured(not why, figures, why)


def _served_again(one: Asking, back: float) -> float:
    """Seconds from `back` to the first answer to what was asked for then, and done; 0 where there is none yet."""
    return min((answered - back for asked, answered, done in one.times if done and asked > back), default=0.0)


def _nothing(_: str) -> None:
    """The body of what has none."""


UNREACHABLE = Proof(
    name="database-unreachable",
    promise="PostgreSQL out of reach: every request is answered, 503 in the dialect's shape, and heals by itself",
    aim="answered within 5 s, healed within 5 s, 0 doubled effects",
    control="a server that waits for its database without an end",
    measure=outages,
    rounds=4,
    short=0,  # its figures are of time
    lacks=namespaces,
)
