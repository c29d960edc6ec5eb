"""Bringing a database up to date: backup first, once, and never backwards."""

import threading
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.database.things import SQL

from greenroom.database import Database, Refused, Transaction, is_begun, open_database
from greenroom.database.archive_reader import verify_backup
from greenroom.database.engines import engine_of
from greenroom.database.schema import Schema, Step
from greenroom.database.statements import parse

FIRST = "CREATE TABLE things (id TEXT NOT NULL PRIMARY KEY, size BIGINT, weight DOUBLE PRECISION, body ${bytes}) ${clustered};"
COLOUR = "ALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey; or so';"
SHAPES = "CREATE TABLE shapes (id TEXT NOT NULL PRIMARY KEY); INSERT INTO shapes (id) SELECT id FROM things;"

V1 = Schema(FIRST, (Step(1, "first", FIRST),))
V2 = Schema(FIRST + COLOUR, (*V1.steps, Step(2, "colour", COLOUR)))
V3 = Schema(FIRST + COLOUR + SHAPES, (*V2.steps, Step(3, "shapes", SHAPES)))

HISTORY = parse(
    "-- name: versions\nSELECT version, applied_at FROM greenroom_schema ORDER BY version;", "x"
).versions
COLOURS = parse("-- name: colours\nSELECT id, colour FROM things ORDER BY id;", "x").colours
SHAPE_IDS = parse("-- name: ids\nSELECT id FROM shapes ORDER BY id;", "x").ids


def add(db: Transaction, name: str) -> int:
    return db.run(SQL.add_if_new, {"id": name})


def versions(db: Transaction) -> list[int]:
    return [version for version, _ in db.all(HISTORY, {})]


def made(run: Run, location: str, schema: Schema, *names: str) -> None:
    """Make a database with things in it, and close it."""
    database = open_database(location, schema=schema)
    for name in names:
        run(database.write(add, name))
    run(database.close())


def test_an_empty_database_gets_the_whole_schema_and_one_row_of_history(run: Run, location: str) -> None:
    database = open_database(location, schema=V3, clock=lambda: 17)
    assert run(database.read(lambda db: db.all(HISTORY, {}))) == [(3, 17)]
    run(database.close())


def test_an_older_one_takes_the_steps_it_lacks_after_a_verified_backup(
    run: Run, location: str, tmp_path: Path
) -> None:
    made(run, location, V1, "a", "b")
    database = open_database(location, schema=V3, backups=tmp_path / "backups", clock=lambda: 1_000_000)
    assert run(database.read(versions)) == [1, 2, 3]
    assert run(database.read(lambda db: db.all(COLOURS, {}))) == [("a", "grey; or so"), ("b", "grey; or so")]
    assert run(database.read(lambda db: db.all(SHAPE_IDS, {}))) == [("a",), ("b",)]
    run(database.close())

    (backup,) = (tmp_path / "backups").iterdir()
    assert backup.name == "greenroom-schema-1-19700101T000001Z.tar"
    assert verify_backup(backup).schema == 1


def test_an_up_to_date_one_is_opened_without_a_backup(run: Run, location: str, tmp_path: Path) -> None:
    made(run, location, V2, "a")
    run(open_database(location, schema=V2, backups=tmp_path / "backups").close())
    assert not (tmp_path / "backups").exists()


def test_a_newer_one_is_refused_and_left_alone(run: Run, location: str) -> None:
    made(run, location, V3, "a")
    with pytest.raises(
        Refused, match=r"has version 3 of the schema, and this Greenroom knows versions up to 2"
    ):
        open_database(location, schema=V2)
    made(run, location, V3, "b")


def test_somebody_elses_is_refused_and_left_alone(location: str) -> None:
    with engine_of(location).founder() as keeper, keeper.alone():
        keeper.script("CREATE TABLE recipes (name TEXT);")
    with pytest.raises(Refused, match="not Greenroom's"):
        open_database(location, schema=V1)
    with engine_of(location).keeper() as keeper:
        assert [table.name for table in keeper.tables()] == ["recipes"]


@pytest.mark.parametrize("history", ["version INTEGER, applied_at BIGINT", "version TEXT", "other TEXT"])
def test_one_that_does_not_know_its_version_is_refused(location: str, history: str) -> None:
    with engine_of(location).founder() as keeper, keeper.alone():
        keeper.script(f"CREATE TABLE greenroom_schema ({history});")
        if "TEXT" in history:
            keeper.script("INSERT INTO greenroom_schema VALUES ('one');")
    with pytest.raises(Refused, match="its table greenroom_schema doesn't say which version it has"):
        open_database(location, schema=V1)
    with pytest.raises(Refused, match="its table greenroom_schema doesn't say which version it has"):
        is_begun(location)


def test_whether_a_database_is_begun(run: Run, location: str) -> None:
    assert not is_begun(location)
    made(run, location, V1)
    assert is_begun(location)


BROKEN = {
    "syntax": "CREATE TABLE half (x BIGINT); CREATE TABEL oops;",
    "word": "CREATE TABLE half (x ${unknown});",
}


@pytest.mark.parametrize("step", BROKEN.values(), ids=BROKEN)
def test_a_step_that_fails_leaves_the_database_as_it_was(
    run: Run, location: str, tmp_path: Path, step: str
) -> None:
    made(run, location, V1, "a")
    broken = Schema("", (*V2.steps, Step(3, "broken", step)))
    with pytest.raises(Exception, match=r"TABEL|unknown"):
        open_database(location, schema=broken, backups=tmp_path / "backups")
    database = open_database(location, schema=V1)
    assert run(database.read(versions)) == [1]
    run(database.close())


def test_without_a_backup_there_is_no_step(run: Run, location: str, tmp_path: Path) -> None:
    made(run, location, V1, "a")
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        open_database(location, schema=V2, backups=tmp_path / "file" / "backups")
    made(run, location, V1, "b")


def test_where_a_backup_goes_if_nobody_says(run: Run, location: str, data_dir: Path) -> None:
    made(run, location, V1, "a")
    if location.startswith("postgresql:"):
        with pytest.raises(Refused, match="name a directory"):
            open_database(location, schema=V2)
    else:
        made(run, location, V2)
        assert len(list((data_dir / "backups").iterdir())) == 1


def test_of_many_that_open_at_once_one_migrates(run: Run, location: str, tmp_path: Path) -> None:
    made(run, location, V1, "a")
    opened: list[Database] = []

    def work() -> None:
        opened.append(open_database(location, schema=V3, backups=tmp_path / "backups"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run(database.read(versions)) for database in opened] == [[1, 2, 3]] * 4
    assert len(list((tmp_path / "backups").iterdir())) == 1
    for database in opened:
        run(database.close())


UNFIT = [
    ("mysql://host/x", "^A database must be a postgresql:// address, or the path of a SQLite file[.]$"),
    ("postgresql:/host/x", "^A database must be a postgresql:// address, or the path of a SQLite file[.]$"),
    ("postgresql://host/%zz", "URL of the database can't be understood: .*%zz"),
    ("/proc/nothing/here.db", "proc"),
    (__file__, "is not a SQLite database"),
]


@pytest.mark.parametrize(("place", "words"), UNFIT)
def test_what_is_no_database_is_refused(place: str, words: str) -> None:
    with pytest.raises((Refused, OSError), match=words):
        open_database(place)
