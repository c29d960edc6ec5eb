"""An upgrade that nobody notices: the next version migrates the database and serves beside the last one."""

import shutil
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

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


def _upgrade(data: Path, location: str, source: Path, counts: Counter[str]) -> list[str]:
    """Requests of all dialects at the old server, at both, and at the new one; what failed."""
    failures: list[str] = []
    logs = [data.with_name(f"{data.name}-{which}.log") for which in ("old", "new")]
    settings = {"roleplay_avatar_required": "false"}
    with ExitStack() as stack:
        old = Proven(data, location, logs[0], **settings)
        new = Proven(data, location, logs[1], **settings)
        new.surround(PYTHONPATH=str(source))
        with old:
            who = old.newcomer()
            old.let_go()
            places: list[Caller] = [who]
            stop = threading.Event()
            pool = stack.enter_context(ThreadPoolExecutor(CLIENTS))
            stack.callback(stop.set)
            working = [pool.submit(_use, places, stop, counts, failures) for _ in range(CLIENTS)]
            time.sleep(SECONDS)
            stack.enter_context(new)
            places.append(Caller(new, who.account_id, who.handle, who.key))
            time.sleep(SECONDS)
            del places[0]
            time.sleep(1)  # who asked the old one has an answer by then
        time.sleep(SECONDS)
        stop.set()
        for work in working:
            work.result()
        counts["upgrades"] += 1
        made = len(places[0].get("/apiListCharacters").json()["characters"])
        assert made >= counts["created"] - counts["counted"], "what the old one made is there"
        counts["counted"] = counts["created"]
    return failures


def _use(places: Sequence[Caller], stop: threading.Event, counts: Counter[str], failures: list[str]) -> None:
    """Read and create through each dialect in turn, at whatever servers there are."""
    number = 0
    while not stop.is_set():
        for name, (path, body) in MADE.items():
            who = places[number % len(places)]
            number += 1
            method, listed = READ[name]
            for answer in (
                who.post(
                    path,
                    body(f"Nora {number}"),
                    headers={"idempotency-key": f"{id(stop)}{threading.get_ident()}{number}"},
                ),
                who.send(method, listed),
            ):
                counts["requests"] += 1
                if answer.status_code >= 300:
                    failures.append(
                        f"{answer.request.method} {answer.request.url.path}: {answer.status_code}"
                    )
            counts["created"] += 1


MIGRATION = Proof(
    name="migration",
    promise="An upgrade while both versions serve one database: no request fails, on both engines",
    aim="0 failed requests",
    control="a migration that renames what the version before asks for",
    measure=upgrades,
    rounds=2,
    short=1,
)
