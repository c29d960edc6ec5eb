"""The readers of a database: one remembers, and none of them for longer than is true."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, SQL, add, find

from greenroom.database import Database, Transaction, open_database
from greenroom.problems import Unavailable


@pytest.fixture
def things(data_dir: Path, run: Run) -> Iterator[Database]:
    database = open_database(str(data_dir / "greenroom.db"), schema=SCHEMA)
    run(database.write(add, "a"))
    yield database
    run(database.close())


def size_of(db: Transaction, name: str) -> object:
    found = find(db, name)
    return found and found[1]


def resize(db: Transaction, name: str, size: int) -> int:
    return db.run(SQL.resize, {"id": name, "size": size})


def test_what_was_looked_up_by_key_is_remembered(things: Database, run: Run) -> None:
    first, second = (run(things.read(find, "a")) for _ in range(2))
    assert first is second


def test_lists_and_searches_remember_nothing(things: Database, run: Run) -> None:
    for read in (things.scan, things.search):
        first, second = (run(read(find, "a")) for _ in range(2))
        assert first == second
        assert first is not second


def test_every_write_that_was_acknowledged_is_seen(things: Database, run: Run) -> None:
    for size in range(50):
        run(things.write(resize, "a", size))
        assert [run(things.read(size_of, "a")) for _ in range(2)] == [size] * 2


def test_what_broke_is_begun_anew(things: Database, run: Run) -> None:
    def breaking(db: Transaction) -> None:
        connection: Any = db
        connection.close()  # so that whoever goes on with it fails

    assert run(things.read(size_of, "a")) != 7
    with pytest.raises(Unavailable):
        run(things.read(breaking))
    run(things.write(resize, "a", 7))
    assert run(things.read(size_of, "a")) == 7
