"""`greenroom settings`."""

from pathlib import Path
from typing import Any

from tests.cli.conftest import Commands

from greenroom.app import all_settings


def settings(commands: Commands, **environment: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in commands.json("settings", **environment)}


def test_every_row_is_there_with_its_default_and_its_words(greenroom: Commands) -> None:
    shown = settings(greenroom)
    assert [*shown] == [row.name for row in all_settings()]
    assert shown["port"] == {
        "name": "port",
        "value": 8700,
        "source": "default",
        "default": 8700,
        "variable": "GREENROOM_PORT",
        "help": "Port to listen on; 0 takes a free one.",
    }
    assert shown["roleplay.avatar_required"]["variable"] == "GREENROOM_ROLEPLAY_AVATAR_REQUIRED"


def test_where_a_value_comes_from(greenroom: Commands, elsewhere: Path) -> None:
    (elsewhere / "data").mkdir()
    (elsewhere / "data" / "greenroom.toml").write_text('log_level = "debug"\nport = 1')
    (elsewhere / ".env").write_text("GREENROOM_HOST=::1\nGREENROOM_PORT=2")
    (elsewhere / "kept").write_text("a secret of sixteen\n")
    shown = settings(greenroom, GREENROOM_PORT="3", GREENROOM_SECRET_FILE="kept")
    found = {name: (one["value"], one["source"]) for name, one in shown.items() if one["source"] != "default"}
    assert found == {
        "data": (str(elsewhere / "data"), "command line"),
        "host": ("::1", "GREENROOM_HOST in .env"),
        "port": (3, "GREENROOM_PORT"),
        "secret": ("…", "GREENROOM_SECRET_FILE"),
        "log_level": ("debug", "greenroom.toml"),
    }


def test_people_see_it_all_on_two_lines_a_setting(greenroom: Commands) -> None:
    lines = greenroom(
        "settings", GREENROOM_PORT="3", GREENROOM_ALLOWED_HOSTS="a.example,b.example"
    ).out.splitlines()
    at = lines.index("port = 3  (GREENROOM_PORT; default 8700)")
    assert lines[at + 1] == "    Port to listen on; 0 takes a free one."
    assert "allowed_hosts = a.example, b.example  (GREENROOM_ALLOWED_HOSTS; default none)" in lines
    assert "request_log = true  (default)" in lines


def test_nobody_sees_a_secret_or_a_password(greenroom: Commands) -> None:
    urls = ["postgresql://me:hush@db/greenroom", "postgresql://me@db/greenroom?password=hush&port=1"]
    for url in urls:
        for form in ([], ["--json"]):
            done = greenroom(
                "settings", *form, GREENROOM_DATABASE=url, GREENROOM_SECRET="hush, all of sixteen"
            )
            assert "hush" not in done.out
            assert "@db/greenroom" in done.out


def test_looking_makes_nothing(greenroom: Commands, elsewhere: Path) -> None:
    greenroom("settings")
    assert [*elsewhere.iterdir()] == []


def test_no_name_of_a_folder_makes_nothing_where_one_stands(elsewhere: Path) -> None:
    said = Commands().run("account", "create", "mira", "--data", "")
    assert said == (1, "", "Error: data must be the path of a folder, not '' (command line).\n")
    said = Commands().run("account", "create", "mira", GREENROOM_DATA="")
    assert said == (1, "", "Error: data must be the path of a folder, not '' (GREENROOM_DATA).\n")
    assert [*elsewhere.iterdir()] == []
