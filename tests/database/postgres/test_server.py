"""What callers are told while PostgreSQL is away, and how it is found again."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, SQL, add, counts, find, ids
from tests.fleet import within
from tests.postgres_server import PostgresServer
from tests.reached import LATEST

from greenroom import problems
from greenroom.database import Database, Refused, Transaction, open_database
from greenroom.database.statements import parse

SETTINGS = parse(
    """
-- name: those_of_a_session
SELECT current_setting('statement_timeout'), current_setting('default_transaction_read_only');
-- name: number_of_prepared
SELECT count(*) FROM pg_prepared_statements;
""",
    "tests",
)


class Proxy:
    """Stands between a client and the server, and can stop passing anything on without hanging up."""

    def __init__(self, upstream: Path) -> None:
        self._upstream = upstream
        self._flowing = threading.Event()
        self._flowing.set()
        self.turned_away = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._sockets = [self._listener]
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        self._flowing.clear()

    def thaw(self) -> None:
        self._flowing.set()

    def close(self) -> None:
        self.thaw()
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.turned_away:
                    self.turned_away -= 1
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._upstream))
                self._sockets += [client, server]
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(postgres_url: str) -> Iterator[Proxy]:
    _, _, directory = postgres_url.partition("host=")
    with closing(Proxy(Path(directory) / ".s.PGSQL.5432")) as proxy:
        yield proxy


@pytest.fixture
def things(run: Run, postgres_url: str, proxy: Proxy) -> Iterator[Database]:
    """A database of things behind the proxy."""
    name = postgres_url.partition("@/")[2].partition("?")[0]
    options = quote("-c deadlock_timeout=20ms")
    database = open_database(
        f"postgresql://greenroom@127.0.0.1:{proxy.port}/{name}?options={options}", schema=SCHEMA
    )
    yield database
    run(database.close())


async def attempt(asked: Awaitable[object]) -> object:
    """The outcome, or the exception itself."""
    (outcome,) = await asyncio.gather(asked, return_exceptions=True)
    return outcome


def test_everybody_is_answered_in_time_and_then_it_heals(run: Run, things: Database, proxy: Proxy) -> None:
    async def ask(number: int) -> list[object]:
        asked = (
            things.read(find, f"{number}"),
            things.write(add, f"{number}"),
            things.scan(ids),
            things.ready(),
        )
        return [*await asyncio.gather(*asked, return_exceptions=True)]

    async def everybody() -> list[list[object]]:
        return await asyncio.gather(*(ask(number) for number in range(20)))

    run(things.write(add, "before"))
    proxy.freeze()
    answers = run(asyncio.wait_for(everybody(), LATEST))
    assert {type(answer) for several in answers for answer in several} == {problems.Unavailable}

    proxy.thaw()
    with within(LATEST) as left:
        while left() and isinstance(run(attempt(things.write(add, "after"))), problems.Unavailable):
            pass
    assert sorted(run(things.read(ids))) == ["after", "before"]


def test_connections_that_the_server_dropped_are_replaced_without_a_word(
    run: Run, things: Database, postgres_url: str
) -> None:
    async def ask(prefix: str) -> list[object]:
        return await asyncio.gather(
            *(things.write(add, f"{prefix}{number}") for number in range(20)),
            *(things.read(counts) for _ in range(20)),
            *(things.scan(ids) for _ in range(5)),
        )

    for prefix in "abc":
        run(ask(prefix))
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
    assert run(things.read(counts)) == (60, 120)


def test_whom_a_server_turns_away_for_a_moment_is_served_nevertheless(
    run: Run, things: Database, proxy: Proxy
) -> None:
    """Also those who come while another one tries whether it is there."""

    async def everybody() -> list[object]:
        return await asyncio.gather(
            *(things.write(add, f"{number}") for number in range(20)),
            *(things.read(counts) for _ in range(20)),
        )

    proxy.turned_away = 1
    run(everybody())
    assert proxy.turned_away == 0
    assert run(things.read(counts)) == (20, 40)


def test_a_connection_that_breaks_at_the_commit_is_not_tried_again(
    run: Run, things: Database, proxy: Proxy
) -> None:
    times: list[str] = []

    def unit(db: Transaction) -> None:
        times.append(add(db, f"{len(times)}"))
        proxy.close()

    with pytest.raises(problems.Unavailable):
        run(things.write(unit))
    assert times == ["0"]


def test_units_that_collide_are_run_again(run: Run, things: Database) -> None:
    both = threading.Barrier(2)
    times = []

    def unit(db: Transaction, first: str, second: str) -> str:
        db.run(SQL.resize, {"id": first, "size": 1})
        times.append(first)
        if len(times) <= 2:
            both.wait(60)
        db.run(SQL.resize, {"id": second, "size": 2})
        return first

    async def collide() -> list[str]:
        await asyncio.gather(things.write(add, "a"), things.write(add, "b"))
        return [*await asyncio.gather(things.write(unit, "a", "b"), things.write(unit, "b", "a"))]

    assert run(collide()) == ["a", "b"]
    assert len(times) >= 3


LANES = [("read", "4s", "on"), ("scan", "30s", "on"), ("write", "30s", "off")]


@pytest.mark.parametrize(("lane", "timeout", "read_only"), LANES)
def test_the_server_bounds_each_statement(
    run: Run, things: Database, lane: str, timeout: str, read_only: str
) -> None:
    def unit(db: Transaction) -> object:
        return db.one(SETTINGS.those_of_a_session, {})

    assert run(getattr(things, lane)(unit)) == (timeout, read_only)


SESSIONS = [("", ("4s", "on"), {True}, ("4s", "on")), ("pooled", ("4s", "off"), {False}, ("0", "off"))]


@pytest.mark.parametrize(("pooled", "within", "prepared", "without"), SESSIONS)
def test_behind_a_pooler_nothing_stays_in_the_session(
    run: Run,
    postgres_url: str,
    pooled: str,
    within: tuple[str, str],
    prepared: set[bool],
    without: tuple[str, str],
) -> None:
    database = open_database(postgres_url, schema=SCHEMA, pooled=bool(pooled))

    def unit(db: Transaction) -> tuple[object, object]:
        for _ in range(10):
            counts(db)
        return db.one(SETTINGS.those_of_a_session, {}), db.one(SETTINGS.number_of_prepared, {}) != (0,)

    settings, is_prepared = run(database.read(unit))
    assert (settings, {is_prepared}) == (within, prepared)
    assert run(database.read(lambda db: db.one(SETTINGS.those_of_a_session, {}))) == without
    run(database.close())


def test_of_several_addresses_the_one_that_answers_is_used(
    run: Run, things: Database, proxy: Proxy, postgres_url: str
) -> None:
    name = postgres_url.partition("@/")[2].partition("?")[0]
    several = open_database(
        f"postgresql://greenroom@127.0.0.1:1,127.0.0.1:{proxy.port}/{name}", schema=SCHEMA
    )
    assert run(asyncio.wait_for(several.write(add, "a"), LATEST)) == "a"
    assert run(things.read(ids)) == ["a"]
    run(several.close())


def test_a_server_that_takes_no_writes_any_more_is_left(
    run: Run, things: Database, postgres_url: str
) -> None:
    run(things.write(add, "before"))
    name = postgres_url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
        assert isinstance(run(attempt(things.write(add, "meanwhile"))), problems.Unavailable)
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())
    assert run(things.write(add, "after")) == "after"
    assert run(things.read(ids)) == ["after", "before"]


@pytest.mark.parametrize("said", ["0", "soon"])
def test_a_patience_that_is_none_is_left_to_libpq(postgres_url: str, said: str) -> None:
    url = postgres_url.replace("@/", "@localhost:1,localhost:1/").replace("host=", "application_name=")
    with pytest.raises((problems.Unavailable, Refused)):
        open_database(f"{url}&connect_timeout={said}")


def test_a_server_that_is_away_when_opening_is_out_of_reach() -> None:
    with pytest.raises(problems.Unavailable):
        open_database("postgresql://greenroom@127.0.0.1:1/none")


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (":99999/none", 'invalid port number: "99999"'),
        (":one/none", 'invalid integer value "one" for connection option "port"'),
        (":1/none?sslmode=sometimes", 'invalid sslmode value: "sometimes"'),
        (
            ":1/none?keepalives_idle=long",
            'invalid integer value "long" for connection option "keepalives_idle"',
        ),
        (":1/none?patience=1", 'invalid URI query parameter: "patience"'),
    ],
)
def test_an_address_that_cannot_be_is_not_called_out_of_reach(rest: str, words: str) -> None:
    with pytest.raises(Refused, match=f"^The URL of the database can't be understood: {words}.$"):
        open_database(f"postgresql://greenroom@127.0.0.1{rest}")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("greenroom@", "nobody@", 'role "nobody" does not exist'),
        ("/test_", "/best_", r'database "best_\w+" does not exist'),
    ],
)
def test_a_server_that_turns_us_away_is_quoted(postgres_url: str, old: str, new: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        open_database(postgres_url.replace(old, new))


def test_a_database_that_cannot_hold_every_character_is_refused(postgres_server: PostgresServer) -> None:
    with (
        postgres_server.database("template0", "ENCODING 'LATIN1'") as url,
        pytest.raises(Refused, match="LATIN1"),
    ):
        open_database(url)
