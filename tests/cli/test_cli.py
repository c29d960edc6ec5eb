"""The command line as a whole: its list of commands, its exit codes, and what failing looks like."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Commands

from greenroom import __version__
from greenroom.cli import COMMANDS, cli

SCRIPTS = Path(__file__).parents[2] / "script"
CONTEXT = click.Context(cli)


def commands(group: click.Group) -> Iterator[click.Command]:
    for name in group.list_commands(CONTEXT):
        command = group.get_command(CONTEXT, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command)
        else:
            yield command


def python(*args: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A real process, as from a shell."""
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, cwd=cwd, timeout=60, check=False
    )


def test_the_list_of_commands_says_what_each_says_itself() -> None:
    for name, entry in COMMANDS.items():
        command = cli.get_command(CONTEXT, name)
        assert command is not None
        assert (command.help or "").partition("\n")[0] == entry.help


def test_every_command_has_json_and_a_help_for_each_option() -> None:
    for command in commands(cli):
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        assert command.help
        assert "--json" in [flag for option in options for flag in option.opts], command.name
        assert [option.opts for option in options if not option.help] == [], command.name


def test_help_loads_no_command() -> None:
    code = "import sys; from greenroom.cli import main; sys.argv = ['greenroom', '--help']\ntry: main()\nfinally: print([m for m in sys.modules if m.startswith('greenroom')])"
    shown = python("-c", code)
    assert "['greenroom', 'greenroom.cli']" in shown.stdout
    for name in COMMANDS:
        assert f"  {name} " in shown.stdout


def test_serving_from_sqlite_loads_nothing_that_it_may_never_need() -> None:
    rare = ["PIL", "lark", "psycopg", "prometheus_client", "rich", "dotenv", "platformdirs", "openai"]
    loaded = python("-c", f"import sys, greenroom.cli.serve; print([m for m in {rare} if m in sys.modules])")
    assert loaded.stdout.strip() == "[]"


def test_version(greenroom: Commands) -> None:
    assert greenroom.run("--version").out == f"greenroom, version {__version__}\n"


WRONGLY_CALLED = [
    ["frob"],
    ["account"],
    ["account", "create"],
    ["account", "create", "mira", "--colour", "red"],
    ["key", "create", "--label", "game"],
    ["key", "create", "--account", "mira", "--label", "game", "--scope", "everything"],
    ["key", "create", "--account", "mira", "--label", "game", "--days", "0"],
    ["import", "--account", "mira"],
    ["export", "nora", "--account", "mira", "--format", "docx"],
    ["restore", "no-such-file.tar"],
    ["openapi", "klingon"],
    ["serve", "--port", "many"],
]


@pytest.mark.parametrize("args", WRONGLY_CALLED, ids=" ".join)
def test_wrongly_called_is_2(greenroom: Commands, args: Sequence[str], tmp_path: Path) -> None:
    done = greenroom.run(*args)
    assert (done.code, done.out) == (2, "")
    assert "Usage: " in done.err
    assert [*tmp_path.iterdir()] == []


NOT_UTF_8 = [
    ["account", "create", "mira", "--name", "\udcff"],
    ["account", "create", "\udcff"],
    ["key", "create", "--account", "mira", "--label", "game \udcff"],
    ["export", "\udcff", "--account", "mira"],
    ["\udcff"],
]


@pytest.mark.parametrize("args", NOT_UTF_8, ids=ascii)
def test_an_argument_that_is_no_text(greenroom: Commands, args: Sequence[str], tmp_path: Path) -> None:
    said = next(argument for argument in args if "\udcff" in argument).replace("\udcff", "\\xff")
    done = greenroom.run(*args)
    assert done == (2, "", f"Error: The argument {said} is not a text in UTF-8.\n")
    assert [*tmp_path.iterdir()] == []


def test_a_real_process_answers_in_one_sentence(tmp_path: Path) -> None:
    done = python("-m", "greenroom", "account", "list", "--data", str(tmp_path / "nowhere"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: There is no instance in ")
    assert done.stderr.count("\n") == 1


def test_the_scripts_of_a_clone_may_be_called_through_links(tmp_path: Path) -> None:
    """In a clone whose environment is there already, and whose interpreter says how it was called."""
    clone, links = tmp_path / "my clone", tmp_path / "bin"
    for folder in (clone / "script", clone / ".venv" / "bin", links):
        folder.mkdir(parents=True)
    for name, text in (("script/setup", ""), (".venv/bin/python", 'echo "$@"')):
        (clone / name).write_text(f"#!/bin/sh\n{text}\n")
        (clone / name).chmod(0o755)
    for name, said in (("greenroom", "-m greenroom --port 0"), ("server", "-m greenroom serve --port 0")):
        shutil.copy(SCRIPTS / name, clone / "script" / name)
        (links / name).symlink_to(Path("..") / clone.name / "script" / name)
        (links / f"my {name}").symlink_to(name)
        for link in (clone / "script" / name, links / name, links / f"my {name}"):
            called = subprocess.run(
                [link, "--port", "0"], cwd="/", capture_output=True, text=True, timeout=60, check=True
            )
            assert called.stdout == f"{said}\n"


def test_whoever_stops_reading_gets_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m greenroom settings --data {tmp_path} | true"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert ended.stderr == ""
