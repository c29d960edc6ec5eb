"""A primary that dies, and a standby that takes its place, both named in one address."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Self

import psycopg
import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, add, ids
from tests.fleet import within
from tests.pooler import Pooler, pgbouncer
from tests.postgres_server import PostgresServer
from tests.reached import reached
from tests.reserved_port import reserved_port

from greenroom.database import Database, open_database
from greenroom.problems import Unavailable


class Reachable(PostgresServer):
    """One that is reached by TCP, and that others can follow."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port
        kept = [one for one in PostgresServer.SETTINGS if not one.startswith("listen_addresses")]
        self.SETTINGS = (*kept, "listen_addresses=127.0.0.1", f"port={self.port}", "max_wal_senders=4")

    def url(self, name: str) -> str:
        return f"postgresql://greenroom@127.0.0.1:{self.port}/{name}"

    def die(self) -> None:
        self._postmaster.send_signal(signal.SIGQUIT)
        self._postmaster.wait()


class Standby(Reachable):
    """A copy of a primary, which goes on copying until it is promoted."""

    def __init__(self, primary: Reachable, port: int) -> None:
        super().__init__(port)
        self._primary = primary

    def __enter__(self) -> Self:
        where = ("-h", "127.0.0.1", "-p", str(self._primary.port), "-U", "greenroom")
        copying = self._start("pg_basebackup", "-D", "data", *where, "-R", "-X", "stream", "-c", "fast")
        assert copying.wait() == 0, self._log()
        settings = [part for setting in self.SETTINGS for part in ("-c", setting)]
        self._postmaster = self._start("postgres", "-D", "data", "-k", str(self.home), *settings)
        self._await_start()
        return self

    def await_copy(self, name: str) -> None:
        """Return once it has a thing: it copies without anybody waiting for that."""
        with within(60) as left:
            while left() and not self._has_one(name):
                pass

    def _has_one(self, name: str) -> bool:
        try:
            with psycopg.connect(self.url(name)) as connection:
                return connection.execute("SELECT count(*) FROM things").fetchone() == (1,)
        except (psycopg.OperationalError, psycopg.errors.UndefinedTable):  # it has not come so far
            return False

    def promote(self) -> None:
        assert self._start("pg_ctl", "promote", "-D", "data").wait() == 0, self._log()


@pytest.fixture
def pair() -> Iterator[tuple[Reachable, Standby]]:
    with ExitStack() as open_now:
        ports = [open_now.enter_context(reserved_port()) for _ in range(2)]
        primary = Reachable(ports[0])
        open_now.callback(shutil.rmtree, primary.home, ignore_errors=True)
        primary.__enter__()
        open_now.callback(primary.die)
        yield primary, open_now.enter_context(Standby(primary, ports[1]))


@contextmanager
def addresses(pair: tuple[Reachable, Standby], name: str) -> Iterator[list[str]]:
    """A database's address at both, the standby first, which takes no writes yet; and behind poolers, where there are any."""
    with ExitStack() as open_now:
        ports = [[one.port for one in reversed(pair)]]
        if pgbouncer():
            own = [open_now.enter_context(reserved_port()) for _ in pair]
            poolers = [
                Pooler(one.home, one.port, "127.0.0.1", port)
                for one, port in zip(reversed(pair), own, strict=True)
            ]
            ports.append([open_now.enter_context(one).port for one in poolers])
        hosts = [",".join(f"127.0.0.1:{port}" for port in both) for both in ports]
        yield [f"postgresql://greenroom@{both}/{name}" for both in hosts]


def test_writes_go_on_at_the_standby_once_it_is_promoted(run: Run, pair: tuple[Reachable, Standby]) -> None:
    """PgBouncer goes on saying that a server is a standby for as long as any of its connections there lives."""
    primary, standby = pair
    name = primary.create("template0")
    with addresses(pair, name) as several:
        opened = [open_database(address, schema=SCHEMA) for address in several]
        run(opened[0].write(add, "before"))
        standby.await_copy(name)
        primary.die()
        for database in opened:
            with pytest.raises(Unavailable):
                run(database.write(add, "meanwhile"))
        standby.promote()
        for number, database in enumerate(opened):
            run(healed(database, f"after {number}"))
        names = sorted(["before", *(f"after {number}" for number in range(len(opened)))])
        for database in opened:
            assert sorted(run(database.read(ids))) == sorted(run(database.scan(ids))) == names
            run(database.close())


async def healed(database: Database, thing: str) -> None:
    """Wait until a write is kept again."""

    async def is_kept() -> bool:
        try:
            return bool(await database.write(add, thing))
        except Unavailable:
            return False

    await reached(is_kept)
