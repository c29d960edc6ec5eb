"""Restoring: all of a backup or nothing, whatever the backup is and whatever was there before."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from tarfile import SYMTYPE, TarInfo

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, TABLES, add, ids

from greenroom.database import Refused, open_database
from greenroom.database.archive import About
from greenroom.database.archive_writer import ArchiveWriter, writing
from greenroom.database.backup import write_backup
from greenroom.database.engines import engine_of
from greenroom.database.extras import move_in, parts, unpack
from greenroom.database.restore import restore_backup
from greenroom.kit.clock import LATEST

RESTORER = Path(__file__).with_name("restorer.py")
FILES = {"media/ab/one": b"1" * 100_000, "media/ab/two": b"2", "media/three": b"", "secret": b"s3cret"}

Rows = list[tuple[object, ...]]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with what belongs to a database."""
    return filled(tmp_path / "source", FILES)


@pytest.fixture
def backup(run: Run, source: Path, tmp_path: Path) -> Path:
    """A backup with files, of a database with one thing."""
    database = open_database(tmp_path / "source.db", schema=SCHEMA)
    run(database.write(add, "a"))
    run(database.close())
    write_backup(tmp_path / "source.db", tmp_path / "backup.tar", extras(source))
    return tmp_path / "backup.tar"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """Where things are restored to."""
    folder = tmp_path / "new"
    folder.mkdir()
    return folder


def filled(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def extras(folder: Path) -> dict[str, Path]:
    return {name: folder / name for name in ("media", "secret")}


def content(folder: Path) -> dict[str, bytes]:
    """All files in a folder but databases, those with dots too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".db"
    }


def tables(location: str) -> list[str]:
    """What is in a database; one that isn't there has nothing."""
    if "://" not in location and not Path(location).exists():
        return []
    with engine_of(location).keeper() as keeper:
        return [table.name for table in keeper.tables()]


def things(run: Run, location: str) -> list[str]:
    database = open_database(location, schema=SCHEMA)
    found = run(database.read(ids))
    run(database.close())
    return found


GOOD: dict[str, Rows] = {"greenroom_schema": [(1, 0)], "things": [("a", 1, 0.5, b"")], "parts": [("a", 1)]}
ROWS: list[tuple[str, Rows, str]] = [
    ("things", [("a", 2**63, 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [("a", "1", 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [("a", True, 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [("a", 1, "heavy", b"")], "has a row of the table things that can't be"),
    ("things", [("a", 1, 0.5, "text")], "has a row of the table things that can't be"),
    ("things", [(1, 1, 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [(["a"], 1, 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [({"a": 1}, 1, 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [(b"a", 1, 0.5, b"")], "has a row of the table things that can't be"),
    ("things", [("a", 1, 0.5)], "has a row of the table things that can't be"),
    ("things", [("a", 1, 0.5, b"", None)], "has a row of the table things that can't be"),
    ("things", [()], "has a row of the table things that can't be"),
    ("greenroom_schema", [], "damaged: its table greenroom_schema doesn't say"),
    ("greenroom_schema", [("1", 0)], "has a row of the table greenroom_schema that can't be"),
    ("greenroom_schema", [(9, 0)], "says that it has schema 1, and its rows say otherwise"),
    ("parts", [("nobody", 1)], r"missing rows of things|violates foreign key"),
    ("things", [(None, 1, 0.5, b"")], r"NOT NULL|not-null"),
    ("things", [("a", 1, 0.5, b"")] * 2, r"UNIQUE|unique"),
]


@pytest.mark.parametrize(("table", "rows", "why"), ROWS)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_left(
    source: Path, archive: Path, other: str, new: Path, table: str, rows: Rows, why: str
) -> None:
    with writing(archive, About(1, 1, "sqlite", 0, TABLES, ("media", "secret"))) as writer:
        for name in TABLES:
            writer.table(name, rows if name == table else GOOD[name])
        for name in FILES:
            writer.file(name, source / name)
        writer.finish()
    before = {*archive.parent.iterdir()}
    with pytest.raises(Exception, match=why) as refusal:
        restore_backup(archive, other, extras(new), schema=SCHEMA)
    assert type(refusal.value).__module__.partition(".")[0] in {"greenroom", "sqlite3", "psycopg"}
    assert [*new.iterdir()] == []
    assert {*archive.parent.iterdir()} == before
    assert tables(other) == []


def link(writer: ArchiveWriter, source: Path) -> None:
    member = TarInfo("files/media/link")
    member.type, member.linkname = SYMTYPE, str(source)
    writer._tar.addfile(member)


def nested(writer: ArchiveWriter, _: Path) -> None:
    writer._bytes("tables/things", b"\x91" * 100_000)


def no_text(writer: ArchiveWriter, _: Path) -> None:
    row = b"\x94\xa1\xff\x01\xc0\xc0"
    writer._bytes("tables/things", b"\x91" + row)
    writer._counting.row("things", row)


def no_name(writer: ArchiveWriter, source: Path) -> None:
    writer._bytes("files/media/\udcff", source.read_bytes())


@pytest.mark.parametrize("member", [link, nested, no_text, no_name])
def test_a_member_that_cannot_be_is_refused(
    source: Path, archive: Path, new: Path, member: Callable[[ArchiveWriter, Path], None]
) -> None:
    with writing(archive, About(1, 1, "sqlite", 0, TABLES, ("media",))) as writer:
        member(writer, source / "secret")
        writer.finish()
    with pytest.raises(Refused, match=r"is not a backup, or it is damaged|is no file"):
        restore_backup(archive, new / "new.db", extras(new), schema=SCHEMA)
    assert [*new.iterdir()] == []


@pytest.mark.parametrize(
    ("schema", "made_at", "why"),
    [
        (0, 0, "no Greenroom ever had"),
        (-1, 0, "no Greenroom"),
        (1, LATEST + 1, "damaged"),
        (1, -1, "damaged"),
    ],
)
def test_a_backup_of_no_version_or_time_is_refused(
    archive: Path, new: Path, schema: int, made_at: int, why: str
) -> None:
    with writing(archive, About(1, schema, "sqlite", made_at, TABLES, ())) as writer:
        writer.finish()
    with pytest.raises(Refused, match=why):
        restore_backup(archive, new / "new.db", schema=SCHEMA)
    assert [*new.iterdir()] == []


def test_only_what_a_backup_has_must_be_free(
    run: Run, archive: Path, location: str, other: str, source: Path
) -> None:
    """A backup of the database alone goes where pictures and secret have stayed."""
    database = open_database(location, schema=SCHEMA)
    run(database.write(add, "a"))
    run(database.close())
    write_backup(location, archive)
    restore_backup(archive, other, extras(source), schema=SCHEMA)
    assert things(run, other) == ["a"]
    assert content(source) == FILES


def test_files_that_a_backup_does_not_speak_of_are_refused(archive: Path, source: Path, new: Path) -> None:
    with writing(archive, About(1, 1, "sqlite", 0, TABLES, ("media",))) as writer:
        writer.table("greenroom_schema", [(1, 0)])
        writer.file("secret", source / "secret")
        writer.finish()
    with pytest.raises(Refused, match="name that can't be: 'secret'"):
        restore_backup(archive, new / "new.db", extras(new), schema=SCHEMA)
    assert [*new.iterdir()] == []


def test_what_is_there_already_stays_and_is_used_only_if_it_is_the_same(
    run: Run, backup: Path, new: Path
) -> None:
    filled(new, {"media/ab/two": b"2", "secret": b"s3cret", ".media.mine.part": b"mine"})
    restore_backup(backup, new / "new.db", extras(new), schema=SCHEMA)
    assert content(new) == FILES | {".media.mine.part": b"mine"}
    assert things(run, str(new / "new.db")) == ["a"]


@pytest.mark.parametrize("name", ["media/ab/two", "media/else", "secret", "media"])
def test_something_else_is_refused_before_anything_is_done(backup: Path, new: Path, name: str) -> None:
    filled(new, {name: b"other"})
    with pytest.raises(Refused, match=f"{new / name} is there already"):
        restore_backup(backup, new / "new.db", extras(new), schema=SCHEMA)
    assert content(new) == {name: b"other"}
    assert not (new / "new.db").exists()


def test_pictures_may_go_to_another_disk(backup: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (new / "media").symlink_to(tmp_path / "disk")
    restore_backup(backup, new / "new.db", extras(new), schema=SCHEMA)
    assert content(tmp_path / "disk") == {
        name.removeprefix("media/"): data for name, data in FILES.items() if "media" in name
    }


def test_what_came_meanwhile_is_not_written_over(backup: Path, new: Path) -> None:
    with parts(extras(new)) as made:
        unpack(backup, made)
        (new / "secret").write_bytes(b"other")
        with pytest.raises(Refused, match="secret is there already"):
            move_in(made, extras(new))
    assert (new / "secret").read_bytes() == b"other"
    blank = engine_of(new / "new.db").blank(lambda: None)
    with pytest.raises(Refused, match=r"new.db is there already"), blank:
        (new / "new.db").write_bytes(b"")
    assert (new / "new.db").read_bytes() == b""


def test_what_another_try_swept_away_is_not_put_in_place(backup: Path, new: Path, tmp_path: Path) -> None:
    with parts(extras(new)) as made, parts(extras(new)) as swept:
        restore_backup(backup, new / "new.db", extras(new), schema=SCHEMA)
        with pytest.raises(FileNotFoundError):
            unpack(backup, made)
        with pytest.raises(FileNotFoundError):
            move_in(swept, extras(tmp_path / "elsewhere"))
    assert content(new) == FILES


def test_a_restore_that_is_killed_at_any_step_is_simply_repeated(
    run: Run, backup: Path, other: str, new: Path, tmp_path: Path
) -> None:
    reached = 0
    for step in count():
        folder = new / str(step)
        ended = killed(backup, other, folder, step)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        assert not tables(other)
        reached = step
    assert reached > 8
    assert things(run, other) == ["a"]
    for step in range(reached + 1):
        location = str(new / str(step) / "new.db")
        restore_backup(backup, location, extras(new / str(step)), schema=SCHEMA)
        assert content(new / str(step)) == FILES
    assert not [*tmp_path.glob(".*")]


def killed(backup: Path, location: str, folder: Path, step: int) -> int:
    """How a restore ended that was to be killed before a step."""
    path = os.pathsep.join([str(RESTORER.parents[2]), *sys.path])
    command = [sys.executable, str(RESTORER), str(backup), location, str(folder), str(step)]
    return subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, check=False, timeout=60).returncode
