"""The raw driver: sqlite3 or psycopg, which asks the database in a loop what a request of ours asks it.

One process, one connection, on the server's core, with the statements of the server's own rooms and as durable. What
is more than it takes is HTTP, keys, validation, and the way to the thread that has the connection.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from greenroom.bench.child import OUTPUT, child, last_words
from greenroom.bench.contender import RAW
from greenroom.bench.environment import environment
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.pantry import Provision
from greenroom.bench.questions import Question
from greenroom.bench.report import Figures
from greenroom.bench.usage import family_seconds

Act = Literal["get", "create", "list", "explore"]

_GRACE = 30.0


class Errand(Struct, frozen=True):
    """What is to be done over and over for so many seconds, at a database, for an account.

    `most` are the rows of a list, after this part of all, or how many creates are committed at once. What is looked for
    are these questions, in turn.
    """

    act: Act
    location: str
    account: str
    seconds: float = 0
    most: int = 1
    after: float = 0
    questions: Sequence[Question] = ()


class Done(Struct, frozen=True):
    """How often it was done, in how many seconds and how much processor time of the driver's process; milliseconds of one."""

    count: int
    seconds: float
    cpu_seconds: float
    p50_ms: float
    p99_ms: float


class RawDriver(NamedTuple):
    """The driver of one engine with an errand."""

    what: str
    engine: str
    size: int
    errand: Errand
    database: int | None = None
    server: str = RAW
    known: Mapping[str, float] = {}
    beside: Mapping[str, str] = {}

    def run(self, lab: Lab, seconds: int) -> Figures:
        """One turn."""
        before = self._database_seconds()
        done = _do(lab, msgspec.structs.replace(self.errand, seconds=seconds))
        database = self._database_seconds() - before
        of_it = {} if self.database is None else {"database_us": database / done.count * 1e6}
        return {
            "per_second": done.count / done.seconds,
            "p50_ms": done.p50_ms,
            "p99_ms": done.p99_ms,
            "cpu_us": (done.cpu_seconds + database) / done.count * 1e6,
            "failed": 0.0,
            **of_it,
        }

    def _database_seconds(self) -> float:
        return 0.0 if self.database is None else family_seconds(self.database)


def raw_driver(
    provision: Provision,
    act: Act,
    what: str,
    engine: str,
    size: int,
    *,
    most: int = 1,
    after: float = 0,
    questions: Sequence[Question] = (),
) -> RawDriver:
    """The driver beside a server over the same database."""
    home, account = provision.home, provision.stock.account
    errand = Errand(act, home.location, account, most=most, after=after, questions=questions)
    return RawDriver(what, engine, size, errand, home.database)


def _do(lab: Lab, errand: Errand) -> Done:
    folder = lab.folder / RAW
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "greenroom.bench.raw_app", msgspec.json.encode(errand).decode()]
    with child(command, folder, lab.cores.server, environment=environment()) as process:
        code = process.wait(errand.seconds + _GRACE)
    if code:
        raise Obstacle(f"The raw driver failed: {last_words(folder)}")
    return msgspec.json.decode((folder / OUTPUT).read_bytes(), type=Done)
