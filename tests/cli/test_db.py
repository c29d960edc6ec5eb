"""`greenroom db copy`: a whole instance's database goes to the other engine and back."""

import json
import re
from pathlib import Path
from typing import Any

from tests.cli.conftest import Commands


def copied(greenroom: Commands, *places: object) -> Any:
    done = greenroom.run("db", "copy", *places, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_an_instance_goes_to_postgresql_and_back(
    greenroom: Commands, postgres_url: str, tmp_path: Path
) -> None:
    greenroom("account", "create", "mira")
    greenroom("key", "create", "--account", "mira", "--label", "a key")
    data = tmp_path / "data"
    there = copied(greenroom, data / "greenroom.sqlite3", postgres_url)
    assert there["equal"]
    assert there["tables"]["accounts"]["rows"] == 1
    assert there["tables"]["accounts"]["digest"] == there["tables"]["accounts"]["copied_digest"]
    moved = Commands("--data", str(data), "--database", postgres_url)
    assert [one["handle"] for one in moved.json("account", "list")] == ["mira"]
    back = copied(greenroom, postgres_url, tmp_path / "back.sqlite3")
    assert {name: one["digest"] for name, one in back["tables"].items()} == {
        name: one["digest"] for name, one in there["tables"].items()
    }


def test_people_are_told_of_tables_with_rows(greenroom: Commands, tmp_path: Path) -> None:
    greenroom("account", "create", "mira")
    done = greenroom.run("db", "copy", tmp_path / "data" / "greenroom.sqlite3", tmp_path / "copy.sqlite3")
    assert re.search(r"^accounts +1 +[0-9a-f]{16}  equal$", done.out, re.MULTILINE)
    assert "accounts: 1 rows" in done.err
    assert "DIFFERENT" not in done.out


def test_a_place_that_is_taken_is_refused(greenroom: Commands, tmp_path: Path) -> None:
    greenroom("account", "create", "mira")
    here = tmp_path / "data" / "greenroom.sqlite3"
    done = greenroom.run("db", "copy", here, here)
    assert (done.code, done.out) == (1, "")
    assert "name a place where there is nothing yet" in done.err


def test_a_folder_that_is_not_there_is_not_made(greenroom: Commands, tmp_path: Path) -> None:
    greenroom("account", "create", "mira")
    place = tmp_path / "mistyped" / "copy"
    copied = greenroom.run("db", "copy", tmp_path / "data" / "greenroom.sqlite3", place)
    saved = greenroom("backup", place)
    for done in (copied, saved):
        assert (done.code, done.out) == (1, "")
        assert f"There is no folder {place.parent}: make it" in done.err
    assert not place.parent.exists()


def test_what_is_no_database_is_refused(greenroom: Commands, tmp_path: Path) -> None:
    done = greenroom.run("db", "copy", "mysql://somewhere/else", tmp_path / "copy.sqlite3")
    assert done.code == 1
    assert "postgresql://" in done.err
