"""Rows from memory: always what the file says."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from greenroom.database.sqlite.connection import connect
from greenroom.database.sqlite.recall import RecallingTransaction
from greenroom.database.statements import Statement


def statement(sql: str) -> Statement:
    return Statement("test", sql, sql)


ROW = statement("SELECT value FROM things WHERE name = :name")
CALLED = statement("SELECT name FROM things WHERE value = :value")
EITHER = statement("SELECT name, value FROM things WHERE name = :name AND value <> :value")


class Asked:
    """What a connection was told to look up, counted by SQLite itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.selects = 0
        connection.set_trace_callback(self._trace)

    def _trace(self, sql: str) -> None:
        self.selects += sql.startswith("SELECT")


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path / "file", create=True)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE things (name TEXT PRIMARY KEY, value)")
        connection.execute("INSERT INTO things VALUES ('a', '1'), ('b', '2'), ('1', 'a')")
        yield connection


@pytest.fixture
def reading(writer: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    (_, _, path) = writer.execute("PRAGMA database_list").fetchone()
    with closing(connect(Path(path))) as connection:
        yield connection


def recalling(reading: sqlite3.Connection, most: int = 100_000) -> RecallingTransaction:
    return RecallingTransaction(reading, lambda: "id", most)


def test_a_row_is_looked_up_once(reading: sqlite3.Connection) -> None:
    db, asked = recalling(reading), Asked(reading)
    for _ in range(3):
        db.begin()
        assert [db.one(ROW, {"name": "a"}), db.one(ROW, {"name": "b"})] == [("1",), ("2",)]
        db.end()
    assert asked.selects == 2


def test_a_commit_of_anybody_else_is_seen(reading: sqlite3.Connection, writer: sqlite3.Connection) -> None:
    db = recalling(reading)
    for number in range(5):
        writer.execute("UPDATE things SET value = ? WHERE name = 'a'", (number,))
        for _ in range(2):
            db.begin()
            assert db.one(ROW, {"name": "a"}) == (number,)
            db.end()
    writer.execute("DELETE FROM things")
    db.begin()
    assert db.one(ROW, {"name": "a"}) is None
    db.end()


def test_but_not_amid_a_snapshot(reading: sqlite3.Connection, writer: sqlite3.Connection) -> None:
    db = recalling(reading)
    db.begin()
    writer.execute("UPDATE things SET value = 'new'")
    assert [db.one(ROW, {"name": "a"}), db.one(ROW, {"name": "b"})] == [("1",), ("2",)]
    db.end()
    db.begin()
    assert [db.one(ROW, {"name": "a"}), db.one(ROW, {"name": "b"})] == [("new",), ("new",)]
    db.end()


def test_what_was_not_committed_is_not_seen(reading: sqlite3.Connection, writer: sqlite3.Connection) -> None:
    db = recalling(reading)
    for end in ("ROLLBACK", "COMMIT"):
        writer.execute("BEGIN")
        writer.execute("UPDATE things SET value = 'new' WHERE name = 'a'")
        db.begin()
        assert db.one(ROW, {"name": "a"}) == ("1",)
        db.end()
        writer.execute(end)
    db.begin()
    assert db.one(ROW, {"name": "a"}) == ("new",)


def test_that_there_is_none_is_asked_anew(reading: sqlite3.Connection) -> None:
    db, asked = recalling(reading), Asked(reading)
    db.begin()
    assert [db.one(ROW, {"name": "c"}) for _ in range(2)] == [None, None]
    assert asked.selects == 2


def test_the_same_values_mean_something_else_elsewhere(reading: sqlite3.Connection) -> None:
    db = recalling(reading)
    db.begin()
    assert [db.one(ROW, {"name": "1"}), db.one(CALLED, {"value": "1"})] == [("a",), ("a",)]
    assert db.one(EITHER, {"name": "a", "value": "b"}) == ("a", "1")
    assert db.one(EITHER, {"value": "a", "name": "b"}) == ("b", "2")


def test_what_was_looked_up_first_is_forgotten_first(reading: sqlite3.Connection) -> None:
    db, asked = recalling(reading, most=1500), Asked(reading)
    db.begin()
    for name in (
        "a",
        "b",
        "a",
        "1",
        "a",
    ):  # when the third comes, the first has to go, though it was the last asked for
        assert db.one(ROW, {"name": name})
    assert asked.selects == 4


def test_one_that_is_larger_than_all_is_read_each_time(
    reading: sqlite3.Connection, writer: sqlite3.Connection
) -> None:
    writer.execute("UPDATE things SET value = ? WHERE name = 'a'", (b"x" * 5000,))
    db, asked = recalling(reading, most=5000), Asked(reading)
    db.begin()
    assert [db.one(ROW, {"name": "a"}) for _ in range(2)] == [(b"x" * 5000,)] * 2
    assert asked.selects == 2


def test_texts_count_as_much_as_they_take(reading: sqlite3.Connection, writer: sqlite3.Connection) -> None:
    writer.execute("UPDATE things SET value = ? WHERE name = 'a'", ("🎭" * 1000,))
    db, asked = recalling(reading, most=3000), Asked(reading)
    db.begin()
    assert [db.one(ROW, {"name": "a"}) for _ in range(2)] == [("🎭" * 1000,)] * 2
    assert asked.selects == 2
