"""An upgrade that nobody notices: the next version migrates the database and serves beside the last one."""

import itertools
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx2
from tests.postgres_server import PostgresServer
from tests.proofs.proof import Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.proofs.unreachable import READ
from tests.served import Caller
from tests.test_two_engines import MADE

ROOT = Path(__file__).parents[2]
GOOD = """
ALTER TABLE characters ADD COLUMN nickname TEXT;
CREATE TABLE stickers (account_id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (account_id, name));
CREATE INDEX characters_by_nickname ON characters (account_id, nickname);
"""
BAD = "ALTER TABLE characters RENAME COLUMN message_count TO messages_said;\n"
"""What no migration may do: the version before still asks for it by its name."""

SECONDS = 4
CLIENTS = 8


def upgrades(trial: Trial) -> Measured:
    """On SQLite, and then on PostgreSQL."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    source = next_version(trial.folder / "next", BAD if trial.weak else GOOD)
    with PostgresServer() as postgres:
        for number in range(trial.rounds):
            data = trial.folder / f"sqlite{number}"
            failures += _upgrade(data, str(data / "greenroom.sqlite3"), source, counts)
            with postgres.database("template0") as url:
                failures += _upgrade(trial.folder / f"postgres{number}", url, source, counts)
    figures = {**counts, "failed": len(failures)}
    return Measured(not failures, figures, f"{len(failures)} failed, as {failures[0]}" if failures else "")


def next_version(folder: Path, sql: str) -> Path:
    """The source of a version with one more migration."""
    shutil.copytree(ROOT / "src", folder, ignore=shutil.ignore_patterns("__pycache__"))
    database = folder / "greenroom" / "database"
    steps = len([*(database / "migrations").glob("*.sql")])
    (database / "migrations" / f"{steps + 1:04}_next.sql").write_text(sql)
    with (database / "schema.sql").open("a") as whole:
        whole.write(sql)
    return folder


class Balancer:
    """What stands before servers: asks those that there are in turn, and lets one go when nobody waits for it."""

    def __init__(self, who: Caller) -> None:
        self._door = threading.Condition()
        self._places = [who]
        self._turn = 0
        self._waiting: Counter[Caller] = Counter()

    def add(self, who: Caller) -> None:
        """One more server, by somebody there."""
        with self._door:
            self._places.append(who)

    def let_go(self, who: Caller) -> None:
        """No further requests for this one; all have their answers when this returns."""
        with self._door:
            self._places.remove(who)
            assert self._door.wait_for(lambda: not self._waiting[who], 60)

    @contextmanager
    def turn(self) -> Iterator[Caller]:
        """Whoever is asked next."""
        with self._door:
            self._turn += 1
            who = self._places[self._turn % len(self._places)]
            self._waiting[who] += 1
        try:
            yield who
        finally:
            with self._door:
                self._waiting[who] -= 1
                self._door.notify_all()


def _upgrade(data: Path, location: str, source: Path, counts: Counter[str]) -> list[str]:
    """Requests of all dialects at the old server, at both, and at the new one; what failed."""
    failures: list[str] = []
    logs = [data.with_name(f"{data.name}-{which}.log") for which in ("old", "new")]
    settings = {"roleplay_avatar_required": "false"}
    with ExitStack() as stack:
        old = Proven(data, location, logs[0], **settings)
        new = Proven(data, location, logs[1], **settings)
        new.surround(PYTHONPATH=str(source))
        first, second = (stack.enter_context(ExitStack()) for _ in range(2))  # both outlive the load
        first.enter_context(old)
        who = old.newcomer()
        old.let_go()
        balancer = Balancer(who)
        load = stack.enter_context(_under_load(balancer, counts, failures))
        time.sleep(SECONDS)
        balancer.add(Caller(second.enter_context(new), who.account_id, who.handle, who.key))
        time.sleep(SECONDS)
        balancer.let_go(who)
        first.close()
        time.sleep(SECONDS)
        load.set()
        counts["upgrades"] += 1
    return failures


@contextmanager
def _under_load(balancer: Balancer, counts: Counter[str], failures: list[str]) -> Iterator[threading.Event]:
    stop = threading.Event()
    with ThreadPoolExecutor(CLIENTS) as pool:
        working = [pool.submit(_use, balancer, stop, counts, failures) for _ in range(CLIENTS)]
        try:
            yield stop
        finally:
            stop.set()
            for work in working:
                work.result()


def _use(balancer: Balancer, stop: threading.Event, counts: Counter[str], failures: list[str]) -> None:
    """Create and read through each dialect in turn."""
    for name, (path, body) in itertools.cycle(MADE.items()):
        if stop.is_set():
            return
        method, listed = READ[name]
        for asked in (("POST", path, {"json": body("Nora")}), (method, listed, {})):
            with balancer.turn() as who:
                failures += _failure(who, *asked)
            counts["requests"] += 1


def _failure(who: Caller, method: str, path: str, body: Mapping[str, Any]) -> list[str]:
    """Ask, and say what failed."""
    try:
        answer = who.send(method, path, **body)
    except httpx2.TransportError as error:
        return [f"{method} {path}: {error!r}"]
    good = answer.status_code < 300
    return [] if good else [f"{method} {path}: {answer.status_code} {answer.text[:100]}"]


MIGRATION = Proof(
    name="migration",
    promise="An upgrade while both versions serve one database: no request fails, on both engines",
    aim="0 failed requests",
    control="a migration that renames what the version before asks for",
    measure=upgrades,
    rounds=2,
    short=1,
)
