"""Four servers on one PostgreSQL: what one is told of keys and limits, all of them hold to."""

import math
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress

import httpx2
from tests.dialects.native.talk.talker import Talker
from tests.model_peer import ModelPeer
from tests.postgres_server import PostgresServer
from tests.proofs.proof import Figures, Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.served import Caller

from greenroom.accounts.plans import PLANS

SERVERS = 4
REFUSED_WITHIN = 1.0
CUT_WITHIN = 2.0
SECONDS = 15
"""For which requests are thrown at all servers at once."""

PLAN = "guest"
RATE = PLANS[PLAN].read
assert RATE


@contextmanager
def fleet(trial: Trial, guard: str) -> Iterator[list[Proven]]:
    """The servers, over one database and one folder."""
    with ExitStack() as stack:
        model = stack.enter_context(ModelPeer())
        postgres = stack.enter_context(PostgresServer())
        url = stack.enter_context(postgres.database("template0"))
        settings = {"model_url": model.endpoint.url}
        data = trial.folder / "data"
        yield [
            stack.enter_context(
                Proven(data, url, trial.folder / f"log{number}", guard if trial.weak else "", **settings)
            )
            for number in range(SERVERS)
        ]


def at(server: Proven, who: Caller) -> Caller:
    """The same somebody at another server."""
    return Caller(server, who.account_id, who.handle, who.key)


def revocations(trial: Trial) -> Measured:
    """Keys that are in use at all servers, with a stream open at each, and are revoked at one of them."""
    refused: list[list[float]] = []
    cut: list[float] = []
    with fleet(trial, "never_asked_again") as servers:
        owner = servers[0].newcomer()
        for _ in range(trial.rounds):
            doomed = owner.with_key()
            watching = [_Watching(at(server, doomed)) for server in servers]
            for one in watching:
                one.start()
            for one in watching:
                assert one.listening.wait(30), "a stream does not begin"
            assert owner.delete(f"/v1/keys/{doomed.key[:15]}").status_code in {200, 204}
            told = time.monotonic()
            for one in watching:
                one.join(30)
            refused.append([max(0.0, one.refused_at - told) for one in watching])
            cut += [one.cut_at - told for one in watching]
    first, others = max(row[0] for row in refused), max(max(row[1:]) for row in refused)
    figures: Figures = {
        "keys": trial.rounds,
        "streams": len(cut),
        "refused by the same server after": f"{first:.2f} s",
        "by the others after": f"{others:.2f} s",
        "streams cut after": f"{max(cut):.2f} s",
    }
    held = others <= REFUSED_WITHIN + _Watching.PAUSE and max(cut) <= CUT_WITHIN
    return Measured(
        held, figures, "" if held else f"refused after {others:.1f} s, cut after {max(cut):.1f} s"
    )


class _Watching(threading.Thread):
    """Uses a key at one server, by request after request and by a stream, until both are refused; or twenty seconds."""

    PAUSE = 0.02
    LONGEST = 20.0

    def __init__(self, who: Caller) -> None:
        super().__init__(daemon=True)
        self._who = who
        self._talk = Talker.of(who)
        self.refused_at = self.cut_at = math.inf
        self.listening = threading.Event()

    def run(self) -> None:
        with ThreadPoolExecutor(1) as pool:
            stream = pool.submit(self._listen)
            until = time.monotonic() + self.LONGEST
            while time.monotonic() < until:
                asked = time.monotonic()
                if self._who.get("/v1/account").status_code == 401:
                    self.refused_at = asked
                    break
                time.sleep(self.PAUSE)
            stream.result()

    def _listen(self) -> None:
        tokens = int(self.LONGEST / 0.05)
        whole = False
        with (
            suppress(httpx2.TransportError),
            self._talk.stream(f"Hello #tokens={tokens} #pause=0.05") as events,
        ):
            for event in events:
                if event.name == "text":
                    self.listening.set()
                whole = event.name == "end" and event.data["reply"]["state"] == "whole"
        if not whole:
            self.cut_at = time.monotonic()


def limits(trial: Trial) -> Measured:
    """Requests of one account at all servers at once, more than its plan has."""
    over: list[float] = []
    wrong: list[float] = []
    counts: Counter[str] = Counter()
    assert RATE
    with fleet(trial, "unlimited") as servers:
        for _ in range(trial.rounds):
            who = servers[0].newcomer(PLAN)
            began = time.monotonic()
            with ThreadPoolExecutor(2 * SERVERS) as pool:
                asked = [pool.submit(_throw, at(server, who), began + SECONDS) for server in servers * 2]
                answers = [answer for several in asked for answer in several.result()]
            seconds = time.monotonic() - began
            granted = sum(status == 200 for status, _ in answers)
            allowed = RATE.burst + RATE.per_minute / 60 * seconds + SERVERS
            over.append(granted / allowed - 1)
            counts.update(requests=len(answers), granted=granted, allowed=math.floor(allowed))
            wrong.append(_retry_after(at(servers[1], who)))
    figures: Figures = {
        **counts,
        "most over": f"{max(0.0, *over, 0.0):.1%}",
        "Retry-After is wrong by": f"{max(wrong):.1f} s",
    }
    held = max(over) <= 0.01 and max(wrong) <= 1
    why = "" if held else f"{max(over):.0%} more than allowed were granted, or Retry-After was wrong"
    return Measured(held, figures, why)


def _throw(who: Caller, until: float) -> list[tuple[int, float]]:
    """As many requests as there is time for."""
    answers = []
    while time.monotonic() < until:
        answer = who.get("/v1/account")
        answers.append((answer.status_code, float(answer.headers.get("retry-after", 0))))
        if answer.status_code == 429:
            time.sleep(0.01)
    return answers


def _retry_after(who: Caller) -> float:
    """By how many seconds a refusal is wrong about when the next request is granted; 99 where there is no refusal."""
    for _ in range(2 * RATE.burst if RATE else 0):
        answer = who.get("/v1/account")
        if answer.status_code == 429:
            said, refused = float(answer.headers["retry-after"]), time.monotonic()
            while who.get("/v1/account").status_code == 429:
                time.sleep(0.05)
            return max(0.0, time.monotonic() - refused - said, said - 1 - (time.monotonic() - refused))
    return 99.0


FLEET = (
    Proof(
        name="revocation",
        promise="A key that is revoked at one of four servers is refused by all, and its open streams are cut",
        aim="refused within 1 s, streams cut within 2 s",
        control="servers that ask about a key but once",
        measure=revocations,
        rounds=10,
        control_rounds=1,
        short=0,  # its figures are of time
    ),
    Proof(
        name="rate-limit",
        promise="Four servers together grant what the plan has: burst + rate · time + servers, and Retry-After is true",
        aim="never over by more than 1 %, Retry-After true to ± 1 s",
        control="servers without limits",
        measure=limits,
        rounds=3,
        control_rounds=1,
        short=0,
    ),
)
