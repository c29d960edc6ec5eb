"""Storms of retries under one idempotency key, with a server that is killed amid them: one effect a key."""

import random
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
from tests.postgres_server import PostgresServer
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.served import Caller
from tests.test_crash import Order, roleplay_orders, studio_orders

RETRIES = 100
KEYS = 2
"""Storms at the same time, each under a key of its own."""


def storms(trial: Trial) -> Measured:
    """On SQLite, and then on PostgreSQL."""
    counts: Counter[str] = Counter()
    data = trial.folder / "sqlite"
    counts += _storms(data, str(data / "greenroom.sqlite3"), trial)
    with PostgresServer() as postgres, postgres.database("template0") as url:
        counts += _storms(trial.folder / "postgres", url, trial)
    held = not counts["doubled"] and not counts["different_answers"]
    why = (
        ""
        if held
        else f"{counts['doubled']} doubled effects, {counts['different_answers']} different answers"
    )
    names = ("kills", "keys", "answers", "replayed", "doubled", "different_answers")
    return Measured(held, {name: counts[name] for name in names}, why)


def _storms(data: Path, location: str, trial: Trial) -> Counter[str]:
    counts: Counter[str] = Counter()
    guard = "forgetful" if trial.weak else ""
    orders = [roleplay_orders(), studio_orders()]
    with Proven(data, location, data.with_suffix(".log"), guard) as server:
        who = server.newcomer()
        for _ in range(trial.rounds):
            several = [next(orders[number % 2]) for number in range(KEYS)]
            answers = _storm(server, who, several)
            counts.update(kills=1, keys=KEYS)
            for each in answers:
                counts["answers"] += len(each)
                counts["replayed"] += sum("idempotent-replayed" in one.headers for one in each)
                counts["different_answers"] += len({_said(one) for one in each}) - 1
        there = len(who.get("/apiListCharacters").json()["characters"])
        counts["doubled"] = there - counts["keys"]
    return counts


def _storm(server: Proven, who: Caller, orders: list[Order]) -> list[list[httpx2.Response]]:
    """The answers to all retries of each order."""

    def insist(order: Order) -> httpx2.Response:
        for _ in range(600):
            try:
                answer = who.post(order.path, order.body, headers={"idempotency-key": order.key})
            except (httpx2.TransportError, RuntimeError):  # a client that was closed meanwhile, too
                time.sleep(0.05)
                continue
            if answer.status_code == 200:
                return answer
            assert answer.status_code in {409, 503}, answer.text
            time.sleep(0.02)
        raise AssertionError("nobody answers")

    with ThreadPoolExecutor(RETRIES) as pool:
        storms = [[pool.submit(insist, order) for _ in range(RETRIES)] for order in orders]
        time.sleep(random.uniform(0.02, 0.5))
        server.die()
        server.rise()
        return [[one.result() for one in storm] for storm in storms]


def _said(answer: httpx2.Response) -> str:
    """What an answer says, wherever the server now listens."""
    return re.sub(r"http://127\.0\.0\.1:\d+", "", answer.text)


STORM = Proof(
    name="idempotency",
    promise="One effect a key under 100 parallel retries and a kill, on both engines",
    aim="0 doubled effects",
    control="a server that forgets which keys it has seen",
    measure=storms,
    rounds=25,
    control_rounds=2,
    short=2,
)
