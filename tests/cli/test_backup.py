"""`greenroom backup` and `greenroom restore`: from either engine to either, with all that belongs to an instance."""

import os
import stat
from pathlib import Path

import pytest
from tests.cli.conftest import Commands
from tests.served import PICTURE, Served

from greenroom.database.backup import write_backup


@pytest.fixture
def elder(greenroom: Commands) -> Commands:
    """An instance with one account."""
    greenroom("account", "create", "mira")
    return greenroom


def test_everything_comes_along_and_works(
    engine: str, location: str, data_dir: Path, tmp_path: Path, postgres_url: str
) -> None:
    """From each engine to the other, made while the server goes on."""
    elsewhere = postgres_url if engine == "sqlite" else str(tmp_path / "new" / "other.db")
    file = tmp_path / "all.tar"
    with Served(data_dir, location) as server:
        mira = server.newcomer()
        character = {"name": "Nora", "definition": "Wary.", "greetings": ["Hm."], "avatar": PICTURE}
        made = mira.post("/apiCreateCharacter", character).json()
        picture = server.http.get(made["avatar"]).content
        told = Commands("--data", str(data_dir), "--database", location).json("backup", file)
    assert told | {"made_at": ""} == {
        "file": str(file),
        "bytes": file.stat().st_size,
        "engine": engine,
        "schema": told["schema"],
        "made_at": "",
    }
    place = Commands("--data", str(tmp_path / "new"), "--database", elsewhere)
    assert place.json("restore", file)["accounts"] == 2
    with Served(tmp_path / "new", elsewhere) as server:
        headers = {"authorization": f"Bearer {mira.key}"}
        (found,) = server.http.get("/apiListCharacters", headers=headers).json()["characters"]
        assert found["definition"] == "Wary."
        assert server.http.get(found["avatar"]).content == picture


def test_a_backup_is_for_its_owner_alone(elder: Commands, tmp_path: Path) -> None:
    file = tmp_path / "all.tar"
    assert elder("backup", file).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_pictures_in_a_bucket_stay_there(elder: Commands, tmp_path: Path) -> None:
    files = tmp_path / "with.tar", tmp_path / "without.tar"
    bucket = {"GREENROOM_MEDIA_URL": "s3://cast"}
    assert elder("backup", files[0]).code == 0
    assert "Pictures are no part of it: they stay in s3://cast." in elder("backup", files[1], **bucket).err
    for file, told in zip(files, (True, False), strict=True):
        place = Commands("--data", str(tmp_path / file.stem))
        assert ("copy them to s3://cast" in place("restore", file, **bucket).err) is told


def test_nothing_is_written_over_unless_one_says_so(elder: Commands, tmp_path: Path) -> None:
    file = tmp_path / "all.tar"
    file.write_text("dear")
    done = elder("backup", file)
    assert done == (1, "", f"Error: {file} is there already: name another file, or say --replace.\n")
    assert file.read_text() == "dear"
    assert elder("backup", file, "--replace").code == 0
    assert elder("restore", file).err.endswith("is there already: name a place where there is nothing yet.\n")
    assert [one["handle"] for one in elder.json("account", "list")] == ["mira"]


def test_there_must_be_something_to_back_up(greenroom: Commands, tmp_path: Path) -> None:
    done = greenroom("backup", tmp_path / "all.tar")
    assert (done.code, done.out) == (1, "")
    assert "There is no instance in " in done.err
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("harm", ["cut", "changed", "other"])
def test_a_damaged_file_restores_nothing(elder: Commands, tmp_path: Path, harm: str) -> None:
    file = tmp_path / "all.tar"
    elder("backup", file)
    whole = file.read_bytes()
    file.write_bytes(
        {"cut": whole[:-11000], "changed": whole.replace(b"mira", b"Mira"), "other": b"?" * 600}[harm]
    )
    place = Commands("--data", str(tmp_path / "new"))
    done = place("restore", file)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith(f"Error: {file} is ")
    assert "There is no instance" in place("account", "list").err


def test_the_secret_comes_along_also_from_a_setting(elder: Commands, tmp_path: Path) -> None:
    file, new = tmp_path / "all.tar", Commands("--data", str(tmp_path / "new"))
    elder("backup", file, GREENROOM_SECRET="a secret of sixteen")
    done = new("restore", file, GREENROOM_SECRET="another of seventeen")
    assert "The setting secret is not the secret of the backup" in done.err
    assert (tmp_path / "new" / "secret").read_text() == "a secret of sixteen"


@pytest.mark.usefixtures("elder")
def test_a_backup_of_the_database_alone_says_what_is_missing(tmp_path: Path) -> None:
    """Upgrades make such ones."""
    file = tmp_path / "upgrade.tar"
    write_backup(tmp_path / "data" / "greenroom.sqlite3", file)
    done = Commands("--data", str(tmp_path / "new"))("restore", file, GREENROOM_SECRET="sixteen letters!")
    assert done.code == 0
    assert "bring pictures and the server's secret along" in done.err


def test_what_an_upgrade_backed_up_goes_back_where_it_belongs(elder: Commands, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "data" / "backups" / "upgrade.tar"
    elder("key", "create", "--account", "mira", "--label", "game")
    (data / "media").mkdir()
    (data / "media" / "picture").write_bytes(b"dear")
    write_backup(data / "greenroom.sqlite3", file)
    elder("account", "create", "theo")
    (data / "greenroom.sqlite3").rename(tmp_path / "aside")
    secret = (data / "secret").read_bytes()
    done = elder("restore", file)
    assert (done.code, done.err) == (0, f"Reading {file} …\n")
    assert [one["handle"] for one in elder.json("account", "list")] == ["mira"]
    assert (data / "media" / "picture").read_bytes() == b"dear"
    assert (data / "secret").read_bytes() == secret


def test_a_backup_goes_to_no_pipe(elder: Commands, tmp_path: Path) -> None:
    """`-` would be a file of that name."""
    before = {*tmp_path.iterdir()}
    assert "name a file, and send that on" in elder("backup", "-").err
    assert {*tmp_path.iterdir()} == before


def test_what_is_no_file_is_not_replaced(elder: Commands, tmp_path: Path) -> None:
    pipe, nowhere = tmp_path / "pipe", tmp_path / "nowhere"
    os.mkfifo(pipe)
    nowhere.symlink_to(tmp_path / "no" / "such")
    before = {*tmp_path.iterdir()}
    for place in (pipe, nowhere, Path("/dev/null")):
        for options in ([], ["--replace"]):
            done = elder("backup", place, *options)
            assert done == (1, "", f"Error: {place} is no regular file: name another.\n")
    assert {*tmp_path.iterdir()} == before
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_restore_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "all.tar"
    file.write_text("no backup")
    assert Commands("--data", str(tmp_path / "new"))("restore", file).code == 1
    assert [*tmp_path.iterdir()] == [file]


def test_an_empty_postgresql_database_is_nothing_to_back_up(postgres_url: str, tmp_path: Path) -> None:
    done = Commands("--data", str(tmp_path / "data"), "--database", postgres_url)(
        "backup", tmp_path / "all.tar"
    )
    assert (done.code, done.out) == (1, "")
    assert [*tmp_path.iterdir()] == []
