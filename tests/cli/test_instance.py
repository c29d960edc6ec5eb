"""The instance that a local command works on."""

import json
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.cli.conftest import Commands

from greenroom.accounts import service
from greenroom.cli.instance import Instance, on_instance, read_settings
from greenroom.cli.output import Output
from greenroom.database import Refused
from greenroom.database.engines import engine_of
from greenroom.dialects.kit.house import House
from greenroom.problems import NotFound

CARD = Path(__file__).parent.parent / "cards" / "files" / "gardener_v1.json"


@pytest.fixture
def instance(location: str, data_dir: Path) -> Instance:
    """One that does not exist yet, once for each engine."""
    return Instance(read_settings(data=str(data_dir), database=location))


def test_units_write_and_read(instance: Instance) -> None:
    made = instance.write(service.create_account, "mira", "home", make=True)
    assert instance.read(service.find_account, "mira") == made
    assert instance.write(service.suspend_account, "mira").suspended_at


def test_work_has_the_rooms(instance: Instance) -> None:
    made = instance.write(service.create_account, "mira", "home", make=True)

    async def work(house: House) -> object:
        return await house.database.read(service.find_account, "mira"), house.secret

    assert instance.work(work) == (made, instance.secret())


def test_what_a_unit_raises_comes_through_and_leaves_the_instance_usable(instance: Instance) -> None:
    instance.write(service.create_account, "mira", "home", make=True)
    with pytest.raises(NotFound):
        instance.read(service.find_account, "theo")
    assert len(instance.read(service.list_accounts)) == 1


@pytest.mark.parametrize("database", [[], ["--database", "folder/other.db"]])
def test_what_an_instance_holds_is_its_owners_alone_in_an_open_folder(
    elsewhere: Path, database: list[str]
) -> None:
    """And what somebody exports is not: it is as open as they have it."""
    before = os.umask(0o022)
    try:
        for folder in ("data", "new", "folder"):
            (elsewhere / folder).mkdir()
        old = Commands("--data", "data", *database)
        assert old("account", "create", "mira").code == 0
        assert old("import", CARD, "--account", "mira").code == 0
        assert old("export", "old_tam", "--account", "mira", "-o", "card.json").code == 0
        assert old("backup", "all.tar").code == 0
        assert Commands("--data", "new")("restore", "all.tar").code == 0
    finally:
        os.umask(before)
    made = {path: path.stat().st_mode & 0o077 for path in elsewhere.glob("*/**/*") if path.is_file()}
    assert len([path for path in made if path.suffix in {".sqlite3", ".db"}]) == 2
    assert [path for path, open_to in made.items() if open_to] == []
    assert (elsewhere / "card.json").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("database", "where", "option"),
    [(None, "data", "--data"), ("folder/other.db", "folder/other.db", "--database")],
)
def test_none_is_made_by_looking_for_one(
    elsewhere: Path, database: str | None, where: str, option: str
) -> None:
    missing = Instance(read_settings(data="data", database=database))
    with pytest.raises(Refused, match=f"There is no instance in {where}; .*, {option} names another"):
        missing.read(service.list_accounts)
    assert [*elsewhere.iterdir()] == []


READERS = [
    ("account", "list"),
    ("account", "plan", "mira", "home"),
    ("account", "delete", "mira", "--yes"),
    ("key", "create", "--account", "mira", "--label", "game"),
    ("key", "list", "--account", "mira"),
    ("key", "rotate", "rp_000000000000"),
    ("export", "nora", "--account", "mira"),
    ("backup", "all.tar"),
]


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_an_empty_database_stays_empty(
    engine: str, location: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A mistyped name is not given tables, and no folder or secret either."""
    if engine == "sqlite":
        Path(location).touch()
    where = "the database" if engine == "postgres" else location
    done = Commands("--data", str(tmp_path / "new"), "--database", location)(*command)
    assert done == (
        1,
        "",
        f"Error: There is no instance in {where}; `greenroom serve` makes one, --database names another.\n",
    )
    with engine_of(location).keeper() as keeper:
        assert keeper.tables() == []
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_commands_get_the_instance_that_the_options_name(tmp_path: Path) -> None:
    @click.command()
    @click.argument("word")
    @on_instance
    def show(instance: Instance, output: Output, *, word: str) -> None:
        output.give([str(instance.place.data), str(instance.place.database), word], "for people")

    options = ["--data", str(tmp_path), "--database", "other.db"]
    assert CliRunner().invoke(show, ["hello", *options]).stdout == "for people\n"
    shown = CliRunner().invoke(show, ["hello", *options, "--json"]).stdout
    assert json.loads(shown) == [str(tmp_path), "other.db", "hello"]
