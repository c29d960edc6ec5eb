"""Backups: made while a server works, verified, and restored to either engine."""

import asyncio
import os
import random
import tarfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Run
from tests.database.things import SCHEMA, SQL, TABLES, add, counts, ids

from greenroom.database import Database, Refused, Transaction, Value, open_database
from greenroom.database.archive import About
from greenroom.database.archive_reader import verified, verify_backup
from greenroom.database.archive_writer import writing
from greenroom.database.backup import write_backup
from greenroom.database.restore import restore_backup
from greenroom.database.schema import Schema, Step
from greenroom.database.tally import Tally

Rows = list[tuple[object, ...]]


VALUES: list[dict[str, Value]] = [
    {"id": "", "size": 0, "weight": 0.0, "body": b""},
    {"id": "naïve 黒猫 😀", "size": 2**63 - 1, "weight": 1e308, "body": bytes(range(256))},
    {"id": "nulls", "size": None, "weight": None, "body": None},
    {"id": "least", "size": -(2**63), "weight": -0.1, "body": b"\0"},
    {"id": "large", "size": 1, "weight": 1.0, "body": b"x" * 3_000_000},
]


def fill(db: Transaction) -> None:
    db.many(SQL.add, VALUES)
    for number in range(500):
        add(db, f"thing {number:03}")


def content(run: Run, location: str, schema: Schema = SCHEMA) -> tuple[Rows, tuple[int, int]]:
    database = open_database(location, schema=schema)
    rows = run(database.scan(lambda db: db.all(SQL.find_all, {})))
    numbers = run(database.scan(counts))
    run(database.close())
    return rows, numbers


def test_a_backup_holds_everything_and_restores_to_either_engine(
    run: Run, location: str, things: Database, other: str, archive: Path
) -> None:
    run(things.write(fill))
    about = write_backup(location, archive)
    assert verify_backup(archive) == about
    assert restore_backup(archive, other, schema=SCHEMA) == about
    assert content(run, other) == content(run, location)
    assert content(run, other)[1] == (505, 1000)


def test_a_restored_copy_counts_and_hashes_equal(
    location: str, run: Run, things: Database, other: str, tmp_path: Path
) -> None:
    run(things.write(fill))
    write_backup(location, tmp_path / "first.tar")
    restore_backup(tmp_path / "first.tar", other, schema=SCHEMA)
    write_backup(other, tmp_path / "second.tar")
    assert verified(tmp_path / "second.tar")[1] == verified(tmp_path / "first.tar")[1]


def test_a_backup_under_load_is_of_one_moment_and_holds_nobody_up(
    run: Run, location: str, things: Database, archive: Path, tmp_path: Path
) -> None:
    run(things.write(fill))
    backup = threading.Thread(target=write_backup, args=(location, archive))

    async def client(prefix: str) -> int:
        written = 0
        while backup.is_alive() or written < 5:
            await things.write(add, f"{prefix} {written}")
            written += 1
        return written

    async def load() -> list[int]:
        backup.start()
        return await asyncio.gather(*(client(f"{number}") for number in range(8)))

    written = run(load())
    backup.join()
    restore_backup(archive, tmp_path / "restored.db", schema=SCHEMA)
    rows, (whole, parts) = content(run, str(tmp_path / "restored.db"))
    assert 505 <= whole <= 505 + sum(written)
    assert parts == 2 * (whole - len(VALUES))
    clients = {
        number: {str(row[0]) for row in rows if str(row[0]).startswith(f"{number} ")} for number in range(8)
    }
    assert all(
        names == {f"{number} {turn}" for turn in range(len(names))} for number, names in clients.items()
    )


def test_what_killed_backups_left_goes_when_it_is_a_day_old(
    location: str, things: Database, run: Run, archive: Path
) -> None:
    run(things.write(add, "a"))
    other = archive.with_name("other.tar")
    left = {
        archive.with_name(f".{archive.name}.0123abcd.part"): 25,
        archive.with_name(f".{archive.name}.4567abcd.part"): 23,  # somebody may be writing it
        archive.with_name(f".{other.name}.0123abcd.part"): 25,
    }
    for file, hours in left.items():
        file.write_bytes(b"half of a backup")
        os.utime(file, (time.time() - hours * 3600,) * 2)
    write_backup(location, archive)
    assert [file.exists() for file in left] == [False, True, True]
    verify_backup(archive)


def test_files_come_along(run: Run, location: str, things: Database, archive: Path, tmp_path: Path) -> None:
    media = tmp_path / "media"
    for name, size in (("ab/one", 0), ("ab/two", 100_000), ("c/naïve 黒猫", 3)):
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_bytes(random.Random(size).randbytes(size))
    (tmp_path / "secret").write_text("s3cret")
    (media / "link").symlink_to(tmp_path / "secret")
    run(things.write(add, "a"))
    about = write_backup(location, archive, {"media": media, "secret": tmp_path / "secret"})
    assert about.extras == ("media", "secret")

    places = {"media": tmp_path / "new" / "media", "secret": tmp_path / "new" / "secret"}
    restore_backup(archive, tmp_path / "new" / "greenroom.db", places, schema=SCHEMA)
    restored = {
        path.relative_to(tmp_path / "new").as_posix(): path
        for path in (tmp_path / "new").rglob("*")
        if path.is_file()
    }
    assert set(restored) == {"greenroom.db", "secret", "media/ab/one", "media/ab/two", "media/c/naïve 黒猫"}
    assert all(
        path.read_bytes() == (tmp_path / name).read_bytes()
        for name, path in restored.items()
        if "db" not in name
    )
    assert restored["secret"].stat().st_mode & 0o077 == 0


def test_no_backup_appears_unless_it_is_whole(location: str, archive: Path) -> None:
    with pytest.raises(Refused):
        write_backup(location, archive)
    assert list(archive.parent.glob("*.tar*")) == list(archive.parent.glob(".*part")) == []


Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "empty": lambda _: b"",
    "not a tar": lambda _: b"SQLite format 3\0" * 1000,
    "cut in a member": lambda data: data[: len(data) // 2],
    "cut before the last": lambda data: data[: data.index(b"manifest.json")],
    "a row": lambda data: data.replace(b"thing 042", b"thing 043", 1),
    "a byte of a body": lambda data: data.replace(b"xxxx", b"xxyx", 1),
    "the count": lambda data: data.replace(b'"items":505', b'"items":504', 1),
    "the format": lambda data: data.replace(b'{"format":1', b'{"format":9', 1),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup to be damaged."""
    directory = tmp_path_factory.mktemp("sound")
    database = open_database(directory / "greenroom.db", schema=SCHEMA)
    with asyncio.Runner() as runner:
        runner.run(database.write(fill))
        runner.run(database.close())
    write_backup(directory / "greenroom.db", directory / "backup.tar")
    return (directory / "backup.tar").read_bytes()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_backup_is_refused_before_anything_is_done(
    sound: bytes, archive: Path, tmp_path: Path, damage: Damage
) -> None:
    archive.write_bytes(damage(sound))
    with pytest.raises(Refused):
        verify_backup(archive)
    with pytest.raises(Refused):
        restore_backup(archive, tmp_path / "restored.db", schema=SCHEMA)
    assert not (tmp_path / "restored.db").exists()


def test_an_older_backup_is_restored_as_it_was_and_then_migrated(
    run: Run, location: str, things: Database, other: str, archive: Path, tmp_path: Path
) -> None:
    run(things.write(add, "a"))
    write_backup(location, archive)
    newer = Schema(
        "", (*SCHEMA.steps, Step(2, "name", "ALTER TABLE things ADD COLUMN name TEXT NOT NULL DEFAULT '?';"))
    )
    restore_backup(archive, other, schema=newer)
    database = open_database(other, schema=newer, backups=tmp_path)
    assert run(database.read(counts)) == (1, 2)
    run(database.close())
    write_backup(other, archive)
    with pytest.raises(Refused, match="newer Greenroom"):
        restore_backup(archive, tmp_path / "older.db", schema=SCHEMA)


def test_nothing_is_overwritten(
    run: Run, location: str, things: Database, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("s3cret")
    run(things.write(add, "a"))
    write_backup(location, archive, {"secret": tmp_path / "secret"})
    elsewhere = tmp_path / "restored.db"
    for place, extras in (
        (location, {"secret": tmp_path / "new"}),  # a database with something in it
        (elsewhere, {"secret": archive}),  # another file that exists
        (elsewhere, {"secret": tmp_path}),  # a directory with something in it
        (elsewhere, {}),  # nobody said where
    ):
        with pytest.raises(Refused):
            restore_backup(archive, place, extras, schema=SCHEMA)
    assert not elsewhere.exists()
    Path(f"{elsewhere}-wal").touch()  # of a database that was there before: SQLite would believe it
    with pytest.raises(Refused):
        restore_backup(archive, elsewhere, {"secret": tmp_path / "new"}, schema=SCHEMA)
    assert run(things.read(ids)) == ["a"]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["media/../../evil", "/media/evil", "other/evil", "..", "", "media/naïve\0"])
def test_a_hostile_archive_stays_in_its_place(archive: Path, tmp_path: Path, name: str) -> None:
    about = About(1, 1, "sqlite", 0, TABLES, ("media",))
    evil = tmp_path / "source"
    evil.write_text("evil")
    with writing(archive, about) as writer:
        writer.table("greenroom_schema", [(1, 0)])
        writer.file(name, evil)
        writer.finish()
    with pytest.raises(Refused, match="name that can't be"):
        restore_backup(archive, tmp_path / "restored.db", {"media": tmp_path / "media"}, schema=SCHEMA)
    assert not [path for path in tmp_path.rglob("*evil*") if path.is_file()]


def test_what_postgres_cannot_hold_is_refused_with_the_table(
    run: Run, archive: Path, data_dir: Path, postgres_url: str
) -> None:
    database = open_database(data_dir / "greenroom.db", schema=SCHEMA)
    run(database.write(add, "nul \0"))
    run(database.close())
    write_backup(data_dir / "greenroom.db", archive)
    with pytest.raises(Refused, match="can't hold a row of the table parts"):
        restore_backup(archive, postgres_url, schema=SCHEMA)
    assert content(run, postgres_url) == ([], (0, 0))


@pytest.mark.parametrize("name", ["tables/more", "about.json", "else"])
def test_a_backup_with_unexpected_parts_is_refused(archive: Path, name: str) -> None:
    about = About(1, 1, "sqlite", 0, TABLES, ())
    with writing(archive, about) as writer:
        writer._bytes(name, msgspec.json.encode(about))
        writer.finish()
    with pytest.raises(Refused, match="what no backup holds"):
        verify_backup(archive)


def test_a_backup_with_other_tables_is_refused(archive: Path, other: str) -> None:
    with writing(archive, About(1, 1, "sqlite", 0, TABLES | {"more": ("id",)}, ())) as writer:
        writer.finish()
    with pytest.raises(Refused, match="other tables"):
        restore_backup(archive, other, schema=SCHEMA)


def test_rows_that_refer_to_nothing_are_not_restored(run: Run, archive: Path, other: str) -> None:
    with writing(archive, About(1, 1, "sqlite", 0, TABLES, ())) as writer:
        writer.table("greenroom_schema", [(1, 0)])
        writer.table("parts", [("nobody", 1)])
        writer.finish()
    with pytest.raises(Exception, match=r"missing rows of things|violates foreign key"):
        restore_backup(archive, other, schema=SCHEMA)
    assert content(run, other) == ([], (0, 0))


def test_any_tar_program_lists_a_backup(run: Run, location: str, things: Database, archive: Path) -> None:
    run(things.write(add, "a"))
    write_backup(location, archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert (names[0], names[-1]) == ("about.json", "manifest.json")
    assert set(names[1:-1]) == {"tables/greenroom_schema", "tables/parts", "tables/things"}


@given(st.lists(st.binary()), st.randoms(use_true_random=False))
def test_a_tally_knows_no_order_but_knows_how_often(items: list[bytes], chance: random.Random) -> None:
    shuffled = chance.sample(items, len(items))
    first, second, longer = Tally(), Tally(), Tally()
    for item in items:
        first.add(item)
    for item in shuffled:
        second.add(item)
        longer.add(item)
        longer.add(item)
    assert first.count() == second.count()
    assert not items or longer.count() != first.count()
