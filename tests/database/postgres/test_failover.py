"""A primary that dies, and a standby that takes its place, both named in one address."""

import asyncio
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Self

import psycopg
import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, add, ids
from tests.fleet import within
from tests.postgres_server import PostgresServer

from greenroom.database import Database, open_database
from greenroom.problems import Unavailable


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Reachable(PostgresServer):
    """One that is reached by TCP, and that others can follow."""

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        kept = [one for one in PostgresServer.SETTINGS if not one.startswith("listen_addresses")]
        self.SETTINGS = (*kept, "listen_addresses=127.0.0.1", f"port={self.port}", "max_wal_senders=4")

    def url(self, name: str) -> str:
        return f"postgresql://greenroom@127.0.0.1:{self.port}/{name}"

    def die(self) -> None:
        self._postmaster.send_signal(signal.SIGQUIT)
        self._postmaster.wait()


class Standby(Reachable):
    """A copy of a primary, which goes on copying until it is promoted."""

    def __init__(self, primary: Reachable) -> None:
        super().__init__()
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
        with psycopg.connect(self.url(name), autocommit=True) as connection, within(20) as left:
            while left() and connection.execute("SELECT count(*) FROM things").fetchone() != (1,):
                pass

    def promote(self) -> None:
        assert self._start("pg_ctl", "promote", "-D", "data").wait() == 0, self._log()


@pytest.fixture
def pair() -> Iterator[tuple[Reachable, Standby]]:
    with ExitStack() as open_now:
        primary = Reachable()
        open_now.callback(shutil.rmtree, primary.home, ignore_errors=True)
        primary.__enter__()
        open_now.callback(primary.die)
        yield primary, open_now.enter_context(Standby(primary))


def test_writes_go_on_at_the_standby_once_it_is_promoted(run: Run, pair: tuple[Reachable, Standby]) -> None:
    primary, standby = pair
    name = primary.create("template0")
    hosts = (
        f"127.0.0.1:{standby.port},127.0.0.1:{primary.port}"  # the standby first, which takes no writes yet
    )
    database = open_database(f"postgresql://greenroom@{hosts}/{name}", schema=SCHEMA)
    run(database.write(add, "before"))
    standby.await_copy(name)
    primary.die()
    with pytest.raises(Unavailable):
        run(database.write(add, "meanwhile"))
    standby.promote()
    assert run(healed(database)) < 5
    assert run(database.read(ids)) == run(database.scan(ids)) == ["after", "before"]
    run(database.close())


async def healed(database: Database) -> float:
    """Seconds until a write is kept again."""
    began = time.monotonic()
    while time.monotonic() - began < 20:
        try:
            await database.write(add, "after")
        except Unavailable:
            await asyncio.sleep(0.05)
        else:
            break
    return time.monotonic() - began
