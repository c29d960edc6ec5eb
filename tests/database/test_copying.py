"""Copying between engines: every row, or nothing; and what is not equal is told."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, add, ids
from tests.postgres_server import PostgresServer

from greenroom.database import Refused, open_database
from greenroom.database.copying import copy_database
from greenroom.database.schema import Schema

MANY = 2500

SPOILED = """
CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.size := 0; RETURN NEW; END $$;
CREATE FUNCTION lay_trap() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
  IF to_regclass('things') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'trap') THEN
    CREATE TRIGGER trap BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION spoil();
  END IF;
END $$;
CREATE EVENT TRIGGER trap ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION lay_trap();
"""
"""Of a database that changes what it is given."""


@pytest.fixture
def target(engine: str, tmp_path: Path, postgres_server: PostgresServer) -> Iterator[str]:
    """An empty place of the other engine."""
    if engine == "postgres":
        yield str(tmp_path / "copy.db")
    else:
        with postgres_server.database("template0") as url:
            yield url


def filled(location: str, run: Run, many: int = 3) -> None:
    database = open_database(location, schema=SCHEMA)
    for number in range(many):
        run(database.write(add, f"thing {number}"))
    run(database.close())


def test_every_row_is_there_and_counts_the_same(location: str, target: str, run: Run) -> None:
    filled(location, run)
    copied = copy_database(location, target, lambda *_: None, schema=SCHEMA)
    assert all(one.equal for one in copied.values())
    assert copied["things"].source.items == 3
    database = open_database(target, schema=SCHEMA)
    assert run(database.read(ids)) == ["thing 0", "thing 1", "thing 2"]
    run(database.close())


def test_there_and_back_is_the_same(location: str, target: str, run: Run, tmp_path: Path) -> None:
    filled(location, run)
    there = copy_database(location, target, lambda *_: None, schema=SCHEMA)
    back = copy_database(target, str(tmp_path / "back.db"), lambda *_: None, schema=SCHEMA)
    assert there == back


def test_progress_is_told_every_thousand(run: Run, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    filled(str(tmp_path / "source.db"), run, MANY)
    copy_database(tmp_path / "source.db", tmp_path / "copy.db", lambda *how: told.append(how), schema=SCHEMA)
    assert [count for name, count in told if name == "things"] == [1000, 2000, MANY]


def test_a_target_that_holds_something_is_left_alone(location: str, target: str, run: Run) -> None:
    filled(location, run)
    filled(target, run, 1)
    with pytest.raises(Refused, match="already"):
        copy_database(location, target, lambda *_: None, schema=SCHEMA)
    database = open_database(target, schema=SCHEMA)
    assert run(database.read(ids)) == ["thing 0"]
    run(database.close())


def test_what_is_no_database_of_ours_is_not_copied(postgres_url: str, tmp_path: Path, run: Run) -> None:
    with pytest.raises(Refused, match="nothing to copy"):
        copy_database(postgres_url, tmp_path / "copy.db", lambda *_: None, schema=SCHEMA)
    filled(str(tmp_path / "newer.db"), run)
    older = Schema(SCHEMA.whole, ())
    with pytest.raises(Refused, match="newer Greenroom"):
        copy_database(tmp_path / "newer.db", postgres_url, lambda *_: None, schema=older)
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_that_differs_is_told(postgres_url: str, tmp_path: Path, run: Run) -> None:
    filled(str(tmp_path / "source.db"), run)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(SPOILED)
    copied = copy_database(tmp_path / "source.db", postgres_url, lambda *_: None, schema=SCHEMA)
    assert [name for name, one in copied.items() if not one.equal] == ["things"]
