"""An account goes from SQLite to PostgreSQL and back as one file, and is the same row by row."""

import asyncio
import hashlib
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.cli.conftest import Commands, elsewhere
from tests.served import png
from tests.transfer.people import lay_out, user_folder

from greenroom.database import open_database
from greenroom.database.schema import own_schema
from greenroom.transfer.archive import DOCUMENTS, LEFT_OUT, OUT, TABLES, TEXTS, row_of
from greenroom.transfer.archive_writer import columns_of

__all__ = ["elsewhere"]

TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\)", re.DOTALL)
COLUMN = re.compile(r"^  ([a-z][a-z0-9_]*) ", re.MULTILINE)


@pytest.fixture
def sqlite(tmp_path: Path) -> Commands:
    return Commands("--data", str(tmp_path / "one"))


@pytest.fixture
def postgres(tmp_path: Path, postgres_url: str) -> Commands:
    return Commands("--data", str(tmp_path / "two"), "--database", postgres_url)


@pytest.fixture
def back(tmp_path: Path) -> Commands:
    return Commands("--data", str(tmp_path / "three"))


def filled(commands: Commands, tmp_path: Path) -> None:
    """An account with characters, their files and pictures, a revision, personas, a lorebook, threads."""
    assert commands("account", "create", "mira", "--name", "Mira M.").code == 0
    folder = lay_out(tmp_path / "in", user_folder())
    assert commands("import", folder, "--account", "mira").code == 3
    changed = user_folder()["characters/Ada.png"].replace(b"IDAT", b"IDAT")
    lay_out(
        tmp_path / "more",
        {"a.json": json.dumps({"name": "Old", "description": "x"}).encode(), "b.png": changed},
    )
    assert commands("import", tmp_path / "more", "--account", "mira").code == 0
    lay_out(tmp_path / "more", {"a.json": json.dumps({"name": "Old", "description": "y"}).encode()})
    assert commands("import", tmp_path / "more", "--account", "mira", "--update").code == 0


def rows(file: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows by table, but for what names the account."""
    with ZipFile(file) as archive:
        found = {
            table: [row_of(table, line) for line in archive.read(f"rows/{table}.jsonl").splitlines()]
            for table in TABLES
        }
        about = json.loads(archive.read("about.json"))["account_id"]
    return {table: [unowned(row, about) for row in several] for table, several in found.items()}


def unowned(row: dict[str, Any], account_id: str) -> dict[str, Any]:
    return {name: "ours" if value == account_id else value for name, value in row.items()}


def media(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("media/")}


def test_from_sqlite_to_postgresql_and_back(
    sqlite: Commands, postgres: Commands, back: Commands, tmp_path: Path
) -> None:
    filled(sqlite, tmp_path)
    files = [tmp_path / f"{name}.zip" for name in ("first", "second", "third")]
    assert sqlite("account", "export", "mira", files[0]).code == 0
    for commands, old, new in ((postgres, files[0], files[1]), (back, files[1], files[2])):
        commands("account", "create", "somebody")
        made = commands.json("account", "import", old, "--handle", "Mira2")
        assert (made["renamed"], made["left_out"]) == (False, 0)
        assert commands("account", "export", "mira2", new).code == 0
    first, second, third = map(rows, files)
    assert first == second == third
    assert all(
        first[table] for table in ("characters", "revisions", "list_items", "messages", "personas", "records")
    )
    assert media(files[0]) == media(files[1]) == media(files[2])


def test_to_the_same_server_under_other_ids(sqlite: Commands, tmp_path: Path) -> None:
    """Both accounts live on: each has its own characters and pictures, and a chat goes on with its own."""
    filled(sqlite, tmp_path)
    assert sqlite("export", "--account", "mira", "--archive", tmp_path / "a.zip").code == 0
    made = sqlite.json("account", "import", tmp_path / "a.zip", "--handle", "copy")
    assert made["renamed"]
    assert sqlite("account", "export", "copy", tmp_path / "b.zip").code == 0
    old, new = rows(tmp_path / "a.zip"), rows(tmp_path / "b.zip")
    ids = dict(
        zip(names(old, "characters", "character_id"), names(new, "characters", "character_id"), strict=True)
    )
    assert not set(ids) & set(ids.values())
    assert {table: len(several) for table, several in old.items()} == {
        table: len(several) for table, several in new.items()
    }
    assert [ids[row["character_id"]] for row in old["threads"]] == names(new, "threads", "character_id")
    assert not set(names(old, "assets", "asset_id")) & set(names(new, "assets", "asset_id"))
    assert sqlite("account", "delete", "mira", "--yes").code == 0
    out = tmp_path / "out"
    assert sqlite("export", "--all", "--account", "copy", "--format", "png", "--chats", "-o", out).code == 0
    assert len([*(out / "characters").glob("*.png")]) == len(ids)


def names(found: dict[str, list[dict[str, Any]]], table: str, column: str) -> list[str]:
    return [row[column] for row in found[table]]


@pytest.mark.parametrize("entry", ["rows/characters.jsonl", "about.json", "media"])
def test_a_damaged_archive_makes_no_account(sqlite: Commands, tmp_path: Path, entry: str) -> None:
    filled(sqlite, tmp_path)
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive, ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in archive.namelist():
            data = archive.read(name)
            bad.writestr(name, data.replace(b"a", b"b", 1) if name.startswith(entry) else data)
    done = sqlite("account", "import", tmp_path / "bad.zip", "--handle", "other")
    assert done.code == 1
    assert "is no archive of an account that can be restored" in done.err
    assert [one["handle"] for one in sqlite.json("account", "list")] == ["mira"]


def forged(tmp_path: Path, table: str, **values: Any) -> Path:
    """The archive a.zip with other values in the first row of a table, and a manifest that says so."""
    with ZipFile(tmp_path / "a.zip") as archive, ZipFile(tmp_path / "bad.zip", "w") as bad:
        entries = {name: archive.read(name) for name in archive.namelist()}
        name = f"rows/{table}.jsonl"
        first, *others = entries[name].splitlines()
        entries[name] = b"\n".join([json.dumps(json.loads(first) | values).encode(), *others]) + b"\n"
        manifest = json.loads(entries.pop("manifest.json"))
        manifest[name] = {"sha256": hashlib.sha256(entries[name]).hexdigest(), "size": len(entries[name])}
        for one, data in {**entries, "manifest.json": json.dumps(manifest).encode()}.items():
            bad.writestr(one, data)
    return tmp_path / "bad.zip"


def test_values_that_no_column_can_have(sqlite: Commands, tmp_path: Path) -> None:
    filled(sqlite, tmp_path)
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    rows: tuple[tuple[str, dict[str, Any]], ...] = (
        ("characters", {"character_id": None}),
        ("characters", {"created_at": 2**80}),
        ("messages", {"created_at": "x"}),
        ("personas", {"name": 5}),
    )
    for table, values in rows:
        done = sqlite("account", "import", forged(tmp_path, table, **values), "--handle", "other")
        assert (done.code, "is no archive of an account that can be restored" in done.err) == (1, True)
    named = sqlite("account", "import", forged(tmp_path, "personas", name="A\0b"), "--handle", "other")
    assert named.code == 0


def test_bytes_that_were_changed_on_the_way(sqlite: Commands, tmp_path: Path) -> None:
    filled(sqlite, tmp_path)
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    whole = (tmp_path / "a.zip").read_bytes()
    for at in range(40, len(whole), len(whole) // 12):
        (tmp_path / "bad.zip").write_bytes(whole[:at] + b"\xff" * 20 + whole[at + 20 :])
        done = sqlite("account", "import", tmp_path / "bad.zip", "--handle", "other")
        assert (done.code, "is no archive of an account that can be restored" in done.err) == (1, True), at


def test_what_was_taken_in_is_known_after_a_restore_under_other_ids(sqlite: Commands, tmp_path: Path) -> None:
    filled(sqlite, tmp_path)
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    sqlite("account", "import", tmp_path / "a.zip", "--handle", "copy")
    done = sqlite("import", tmp_path / "in", "--account", "copy", "--json")
    assert {one["state"] for one in json.loads(done.out) if one.get("kind") == "thread"} == {"unchanged"}


@pytest.mark.parametrize(
    ("bomb", "size"),
    [
        ("rows/characters.jsonl", 100 << 20),
        ("media/AAAAAAAAAAAAAAAAAAAAAAAA", 65 << 20),
        ("about.json", 2 << 20),
    ],
)
def test_an_archive_that_unfolds_to_far_more_than_it_should(
    sqlite: Commands, tmp_path: Path, bomb: str, size: int
) -> None:
    sqlite("account", "create", "mira")
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive, ZipFile(tmp_path / "bad.zip", "w", ZIP_DEFLATED) as bad:
        entries = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(entries.pop("manifest.json"))
        entries[bomb] = b"{}" + b" " * size
        manifest[bomb] = {"sha256": hashlib.sha256(entries[bomb]).hexdigest(), "size": len(entries[bomb])}
        for name, data in {**entries, "manifest.json": json.dumps(manifest).encode()}.items():
            bad.writestr(name, data)
    done = sqlite("account", "import", tmp_path / "bad.zip", "--handle", "other")
    assert (done.code, "unfolds to" in done.err) == (1, True)
    assert [one["handle"] for one in sqlite.json("account", "list")] == ["mira"]


def test_what_is_no_archive_and_a_handle_that_is_taken(sqlite: Commands, tmp_path: Path) -> None:
    filled(sqlite, tmp_path)
    (tmp_path / "x.zip").write_bytes(png())
    assert sqlite("account", "import", tmp_path / "x.zip", "--handle", "other").code == 1
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    assert "already" in sqlite("account", "export", "mira", tmp_path / "a.zip").err
    assert sqlite("account", "import", tmp_path / "a.zip", "--handle", "mira").code == 1


def test_no_key_leaves(sqlite: Commands, tmp_path: Path) -> None:
    sqlite("account", "create", "mira")
    key = sqlite.json("key", "create", "--account", "mira", "--label", "x")["key"]
    sqlite("account", "export", "mira", tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as archive:
        assert not any(key[:15].encode() in archive.read(name) for name in archive.namelist())


def test_every_table_is_in_it_or_left_out_for_a_reason() -> None:
    found = {match[1]: COLUMN.findall(match[2]) for match in TABLE.finditer(own_schema().whole)}
    assert set(found) == set(TABLES) | set(LEFT_OUT)
    for table in TABLES:
        assert columns_of(OUT[table]) == found[table]
    for table, columns in found.items():
        said = {name for name in columns if name in DOCUMENTS and (table, name) not in TEXTS}
        bytes_there = set(re.findall(r"^  (\w+) +\$\{bytes\}", bodies()[table], re.MULTILINE))
        assert table in LEFT_OUT or said == bytes_there


def bodies() -> dict[str, str]:
    """What stands between the brackets of each table."""
    return {match[1]: match[2] for match in TABLE.finditer(own_schema().whole)}


def test_an_empty_account(sqlite: Commands, tmp_path: Path) -> None:
    sqlite("account", "create", "mira")
    assert sqlite("account", "export", "mira", tmp_path / "a.zip").code == 0
    assert sqlite("account", "import", tmp_path / "a.zip", "--handle", "copy").code == 0
    database = open_database(tmp_path / "one" / "greenroom.sqlite3")
    asyncio.run(database.close())
