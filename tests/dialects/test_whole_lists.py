"""Lists that are answered all at once arrive whole and in order, cost no memory, and never pretend to be whole."""

import http.client
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.postgres_server import PostgresServer
from tests.served import Caller, Served
from tests.tables import query

from greenroom.accounts import model
from greenroom.app import vendors
from greenroom.bench.usage import peak_rss
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Prompt
from greenroom.dialects.kit.passport import Dialect

COUNT = 2_050
MANY = 16_000
CACHES = 16_000_000
"""Bytes that a fresh server fills anyway, 9 to 14 million: with pages of its database, views of the beginning of a list, and parts of it."""

LONG = "She knows every smuggler in the harbour, and what each of them is afraid of. " * 52
"""Some 4,000 characters."""

WHOLE = [dialect for dialect in vendors() if dialect.samples and dialect.samples.whole]
_PIECE = 1 << 16


class Stock(NamedTuple):
    """An instance without a server, two who have accounts there, and the first one's MANY characters."""

    data: Path
    location: str
    ada: Caller
    eve: Caller

    @contextmanager
    def served(self) -> Iterator[tuple[Caller, Caller]]:
        """Both of them at a fresh server."""
        with Served(self.data, self.location) as served:
            ada, eve = (Caller(served, one.account_id, one.handle, one.key) for one in (self.ada, self.eve))
            yield ada, eve


class Size(NamedTuple):
    """How many bytes a list had, and by how many its server's memory grew at most while it was sent."""

    body: int
    growth: float


def make(db: Transaction, who: Caller, numbers: range, text: str = "") -> None:
    owner = model.Caller(
        account_id=who.account_id, handle=who.handle, plan="home", key_id=None, scopes=frozenset()
    )
    catalogue = Catalogue([dialect.naming for dialect in vendors() if dialect.naming])
    for number in numbers:
        name = f"{number:05} {text[:1_000]}".strip()
        catalogue.create(db, owner, Character(name=name, prompt=Prompt(definition=text)), "test")


def stocked(served: Served, count: int) -> Caller:
    """Somebody with so many characters of 4 KB, with names of 1 KB, which are all that the shortest items have."""
    who = served.newcomer()
    for begun in range(0, count, 500):
        served.write(make, who, range(begun, begun + 500), LONG)
    return who


@contextmanager
def listing(dialect: Dialect, who: Caller, room: int = 1 << 20) -> Iterator[http.client.HTTPResponse]:
    """The answer to a request for the whole list, whose body is not read yet; `room` bytes of it may be under way."""
    assert dialect.samples
    assert dialect.samples.whole
    host, port = who.served.url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    connection.sock = socket.socket()
    connection.sock.settimeout(30)
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.sock.connect((host, int(port)))
    connection.request("GET", dialect.samples.whole, headers=dict([dialect.samples.header(who.key)]))
    answer = connection.getresponse()
    assert answer.status == 200
    yield answer
    connection.close()


def read_on(answer: http.client.HTTPResponse) -> int:
    """How many bytes are left; none is kept."""
    size = 0
    while piece := answer.read(_PIECE):
        size += len(piece)
    return size


def streamed(dialect: Dialect, who: Caller, novice: Caller) -> Size:
    """What it costs a fresh process, which only answered a short list before."""
    with listing(dialect, novice) as answer:
        read_on(answer)
    before = peak_rss(who.served.pid)
    with listing(dialect, who) as answer:
        return Size(read_on(answer), (peak_rss(who.served.pid) - before) * 1e6)


def test_a_list_of_some_thousands_is_whole_and_in_order(ada: Caller) -> None:
    ada.served.write(make, ada, range(COUNT))
    for dialect in WHOLE:
        assert dialect.samples
        assert dialect.samples.whole
        header = dict([dialect.samples.header(ada.key)])
        items = ada.get(dialect.samples.whole, headers=header).json()["characters"]
        names = [one.get("name") or one["character_name"] for one in items]
        assert names in ([f"{n:05}" for n in range(COUNT)], [f"{n:05}" for n in reversed(range(COUNT))])


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def stock(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """Once for each engine; to make it takes longer than all that is done with it."""
    data = tmp_path_factory.mktemp("stock")
    with ExitStack() as held:
        location = str(data / "greenroom.db")
        if request.param == "postgres":
            server: PostgresServer = request.getfixturevalue("postgres_server")
            location = held.enter_context(server.database("template0"))
        with Served(data, location) as served:
            made = Stock(data, location, stocked(served, MANY), served.newcomer())
        yield made


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process had at most")
def test_a_list_takes_no_memory_by_its_length(stock: Stock) -> None:
    for dialect in WHOLE:
        with stock.served() as (ada, eve):
            size = streamed(dialect, ada, eve)
            assert size.growth < max(size.body / 4, CACHES), dialect.name
            assert size.body > CACHES, dialect.name  # or the former says nothing


def test_a_list_that_cannot_be_read_to_its_end_is_cut_off(stock: Stock) -> None:
    with stock.served() as (ada, _):
        for dialect in WHOLE:
            with listing(dialect, ada, room=_PIECE) as answer:
                answer.read(1)
                ada.served.write(rename, "characters", "hidden")
                with pytest.raises(http.client.IncompleteRead):
                    read_on(answer)
            ada.served.write(rename, "hidden", "characters")
            with listing(dialect, ada) as answer:
                assert read_on(answer)


def rename(db: Transaction, old: str, new: str) -> None:
    db.run(query(f"ALTER TABLE {old} RENAME TO {new}"), {})


def test_there_are_such_lists() -> None:
    assert len(WHOLE) == 3
