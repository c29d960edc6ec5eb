"""A backup while characters are written: nobody waits for it, and what is restored from it is the same row by row."""

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tests.proofs.command import greenroom
from tests.proofs.crowd import Crowd
from tests.proofs.proof import Figures, Measured, Proof, Trial
from tests.proofs.server import Proven
from tests.served import Caller
from tests.tables import TABLES

MEBIBYTES = 200
TEXT = "All the things that somebody may want to say about a character. " * 15_000  # a little less than 1 MiB
MOST_STALL = 0.25
"""Seconds for each 200 MiB."""

CLIENTS = 8
QUIET = 8
"""Seconds for which writes are watched without a backup, which is about what one takes."""

NEVER_CHANGED = ("characters", "list_items", "assets")
"""Tables in which the rows of a character stay as they are made."""

Rows = dict[str, Counter[bytes]]


class Stalls(NamedTuple):
    """The slowest write without a backup, and with one; how long that took, and of how much it was."""

    before: float
    during: float
    seconds: float
    mebibytes: float


def backups(trial: Trial) -> Measured:
    """A large database, a backup under load, and one at rest."""
    data = trial.folder / "data"
    location = data / "greenroom.sqlite3"
    guard = "held_writers" if trial.weak else ""
    seen: list[Stalls] = []
    wrong: list[str] = []
    with Proven(data, str(location), trial.folder / "log") as server:
        _fill(server.newcomer(), location)
        for number in range(trial.rounds):
            loaded, quiet = (trial.folder / f"{kind}{number}.tar" for kind in ("loaded", "quiet"))
            kept = _under_load(server.newcomer(), data, loaded, guard, seen)
            greenroom("backup", quiet, "--data", data)
            ours, restored = _rows(location), _restored(quiet, trial.folder / f"quiet{number}")
            wrong += [f"{table} differs" for table in TABLES if ours[table] != restored[table]]
            earlier = _restored(loaded, trial.folder / f"loaded{number}")
            wrong += [f"strange rows in {table}" for table in NEVER_CHANGED if earlier[table] - ours[table]]
            made = sum(earlier["characters"].values())
            wrong += [f"{kept} acknowledged before the backup, {made} in it"] * (made < kept)
    return _measured(seen, wrong, sum(sum(rows.values()) for rows in ours.values()))


def _measured(seen: Sequence[Stalls], wrong: list[str], rows: int) -> Measured:
    before, during = max(one.before for one in seen), max(one.during for one in seen)
    mebibytes = min(one.mebibytes for one in seen)
    if during > before + MOST_STALL * mebibytes / MEBIBYTES:
        wrong.append(f"a write waited for {during:.2f} s, and {before:.2f} s without a backup")
    figures: Figures = {
        "backups": 2 * len(seen),
        "MiB": round(mebibytes),
        "seconds for one": round(max(one.seconds for one in seen), 1),
        "slowest write during them": f"{1000 * during:.0f} ms",
        "and for as long without": f"{1000 * before:.0f} ms",
        "rows compared": rows,
    }
    return Measured(not wrong, figures, "; ".join(wrong))


def _fill(who: Caller, location: Path) -> None:
    while location.stat().st_size < MEBIBYTES << 20:
        character = {"name": "Nora", "prompt": {"definition": TEXT}}
        answer = who.post("/v1/characters", {"character": character})
        assert answer.status_code == 201, answer.text


def _under_load(who: Caller, data: Path, file: Path, guard: str, seen: list[Stalls]) -> int:
    """Make a backup while others write; how many characters were there when it began."""
    with Crowd(who, CLIENTS) as crowd:
        crowd.has_kept(1)
        began = time.monotonic()
        time.sleep(QUIET)
        before, middle = len(crowd.kept), time.monotonic()
        greenroom("backup", file, "--data", data, guard=guard)
        ended = time.monotonic()
        crowd.has_kept(1)
    size = (data / "greenroom.sqlite3").stat().st_size / (1 << 20)
    quiet, loaded = crowd.slowest(began, middle), crowd.slowest(middle, ended)
    seen.append(Stalls(quiet, loaded, ended - middle, size))
    return before


def _restored(file: Path, folder: Path) -> Rows:
    greenroom("restore", file, "--data", folder)
    return _rows(folder / "greenroom.sqlite3")


def _rows(location: Path) -> Rows:
    """A digest of each row of each table."""
    with closing(sqlite3.connect(f"{location.as_uri()}?mode=ro", uri=True)) as connection:
        return {
            table: Counter(
                hashlib.sha256(repr(row).encode()).digest()
                for row in connection.execute(f"SELECT {', '.join(_columns(connection, table))} FROM {table}")
            )
            for table in TABLES
        }


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Those that are stored, in the order of their names: a restored table may have another."""
    found = connection.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", [table])
    return sorted(f'"{name}"' for (name,) in found)


BACKUP = Proof(
    name="backup",
    promise="A backup under load holds up no writer, and what is restored from it is equal, row by row",
    aim="longest write ≤ 250 ms for each 200 MiB more than without a backup, 0 rows that differ",
    control="a backup that holds the write lock while it reads",
    measure=backups,
    rounds=3,
    short=0,  # its figure is of time
)
