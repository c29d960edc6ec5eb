"""What of SQLite must be there, and how a connection is set up."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from greenroom.database import Refused, open_database
from greenroom.database.sqlite.connection import check_library, connect
from greenroom.database.sqlite.keeper import split


def test_a_library_that_is_too_old_is_refused() -> None:
    check_library((3, 38, 0))
    with pytest.raises(Refused, match=r"SQLite is 3\.37\.2; Greenroom needs 3\.38\.0 or newer"):
        check_library((3, 37, 2))


SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "mmap_size": 0,
    "busy_timeout": 15_000,
}


@pytest.mark.parametrize(("setting", "value"), SETTINGS.items())
def test_a_connection_is_set_up_to_keep_what_it_is_given(data_dir: Path, setting: str, value: object) -> None:
    open_database(data_dir / "greenroom.db")
    with closing(connect(data_dir / "greenroom.db")) as connection:
        assert connection.execute(f"PRAGMA {setting}").fetchone() == (value,)


def test_a_connection_makes_no_file_unless_told_to(data_dir: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(data_dir / "missing.db")
    assert not list(data_dir.iterdir())


def test_a_path_may_hold_what_a_uri_may_not(data_dir: Path) -> None:
    path = data_dir / "naïve ?mode=memory #100% 黒猫.db"
    open_database(path)
    assert path.exists()


SCRIPTS = [
    ("", []),
    ("SELECT 1;", ["SELECT 1;"]),
    ("SELECT ';'; -- a; b\nSELECT 2;\n", ["SELECT ';';", " -- a; b\nSELECT 2;"]),
    ("SELECT 1; SELECT 2", ["SELECT 1;", " SELECT 2"]),
    (
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END; SELECT 3;",
        ["CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END;", " SELECT 3;"],
    ),
]


@pytest.mark.parametrize(("script", "statements"), SCRIPTS)
def test_a_script_is_split_into_statements(script: str, statements: list[str]) -> None:
    assert list(split(script)) == statements
