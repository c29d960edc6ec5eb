"""Settings: where a value comes from, and which values cannot be."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest
from click import Option

from greenroom.accounts.plans import PLANS
from greenroom.app import all_settings
from greenroom.cli.serve import serve
from greenroom.settings import (
    DATA,
    DATABASE,
    TABLE,
    Environment,
    Found,
    Must,
    Refused,
    Setting,
    Value,
    load,
    read_environment,
    strangers,
    trace,
    variable,
)

PORT = Setting("port", 8700, "A number.", Must("at most 65535", lambda port: port <= 65535))
LOUD = Setting("loud", default=True, help="A switch.")
HOSTS = Setting("hosts", (), "Several texts.")
NAME = Setting("name", None, "A text.")
TOKEN = Setting("game.token", "", "A secret.", Must("long", lambda text: len(text) > 8), secret=True)
ROWS = (DATA, PORT, LOUD, HOSTS, NAME, TOKEN)


class Sources(NamedTuple):
    """Everybody who may say something about settings."""

    given: dict[str, Value]
    environment: dict[str, str]
    dotenv: dict[str, str]
    toml: str


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "one").write_text("1\n")
    (tmp_path / "two").write_text("2\n")
    return tmp_path


def found(folder: Path, sources: Sources) -> dict[str, Found]:
    (folder / "greenroom.toml").write_text(sources.toml)
    environment: Environment = {
        "": {name: value.format(folder) for name, value in sources.environment.items()},
        ".env": {name: value.format(folder) for name, value in sources.dotenv.items()},
    }
    return trace(ROWS, {"data": str(folder), **sources.given}, environment)


PRECEDENCE = [
    (Sources({"port": 6}, {"GREENROOM_PORT": "5"}, {}, ""), Found(6, "command line")),
    (Sources({"port": None}, {"GREENROOM_PORT": "5"}, {}, ""), Found(5, "GREENROOM_PORT")),
    (
        Sources({}, {"GREENROOM_PORT": "5", "GREENROOM_PORT_FILE": "{}/one"}, {}, ""),
        Found(5, "GREENROOM_PORT"),
    ),
    (
        Sources({}, {"GREENROOM_PORT_FILE": "{}/one"}, {"GREENROOM_PORT": "4"}, ""),
        Found(1, "GREENROOM_PORT_FILE"),
    ),
    (
        Sources({}, {}, {"GREENROOM_PORT": "4", "GREENROOM_PORT_FILE": "{}/two"}, "port = 3"),
        Found(4, "GREENROOM_PORT in .env"),
    ),
    (Sources({}, {}, {"GREENROOM_PORT_FILE": "{}/two"}, "port = 3"), Found(2, "GREENROOM_PORT_FILE in .env")),
    (Sources({}, {}, {}, "port = 3"), Found(3, "greenroom.toml")),
    (Sources({}, {}, {}, "\ufeffport = 3"), Found(3, "greenroom.toml")),
    (Sources({}, {}, {}, ""), Found(8700, "default")),
]


@pytest.mark.parametrize(("sources", "expected"), PRECEDENCE, ids=[row.source for _, row in PRECEDENCE])
def test_the_first_who_says_something_is_believed(files: Path, sources: Sources, expected: Found) -> None:
    assert found(files, sources)["port"] == expected


VALUES = [
    ("GREENROOM_LOUD", "yes", True),
    ("GREENROOM_LOUD", "On", True),
    ("GREENROOM_LOUD", "0", False),
    ("GREENROOM_LOUD", "FALSE", False),
    ("GREENROOM_HOSTS", "a.example, b.example,,", ("a.example", "b.example")),
    ("GREENROOM_HOSTS", "", ()),
    ("GREENROOM_NAME", " as it stands ", " as it stands "),
    ("GREENROOM_NAME", "", ""),
    ("GREENROOM_PORT", "0", 0),
    ("GREENROOM_GAME_TOKEN", "long enough", "long enough"),
    ("GREENROOM_GAME_TOKEN", "", ""),
]


@pytest.mark.parametrize(("name", "text", "value"), VALUES)
def test_variables_are_read_by_the_type_of_the_default(name: str, text: str, value: Value) -> None:
    values = load(ROWS, {"data": "/nowhere"}, {"": {name: text}})
    assert value in [values[row.name] for row in ROWS if variable(row.name) == name]


def test_the_file_has_types_and_tables_of_its_own(files: Path) -> None:
    toml = 'loud = false\nhosts = ["a", "b"]\nname = "x"\n[game]\ntoken = "long enough"'
    shown = found(files, Sources({}, {}, {}, toml))
    assert [shown[row.name].value for row in ROWS[2:]] == [False, ("a", "b"), "x", "long enough"]


BAD_VARIABLES = [
    ("GREENROOM_PORT", "many", "port must be a whole number, not 'many' (GREENROOM_PORT)."),
    ("GREENROOM_PORT", "-1", "port must be 0 or more, not '-1' (GREENROOM_PORT)."),
    ("GREENROOM_PORT", "", "port must be a whole number, not '' (GREENROOM_PORT)."),
    ("GREENROOM_PORT", "٣", "port must be a whole number, not '٣' (GREENROOM_PORT)."),
    ("GREENROOM_PORT", "65536", "port must be at most 65535, not '65536' (GREENROOM_PORT)."),
    ("GREENROOM_LOUD", "maybe", "loud must be true or false, not 'maybe' (GREENROOM_LOUD)."),
    ("GREENROOM_GAME_TOKEN", "hush", "game.token must be long (GREENROOM_GAME_TOKEN)."),
    ("GREENROOM_PORT", "9" * 5000, f"port must be at most 65535, not '{'9' * 5000}' (GREENROOM_PORT)."),
    ("GREENROOM_NAME_FILE", "/no/such", "name: cannot read /no/such: No such file or directory."),
    (
        "GREENROOM_NAME",
        "\udcff",
        "name must be a text in UTF-8 without U+0000, not '\\udcff' (GREENROOM_NAME).",
    ),
    (
        "GREENROOM_HOSTS",
        "a,\udcff",
        "hosts must be a text in UTF-8 without U+0000, not '\\udcff' (GREENROOM_HOSTS).",
    ),
    (
        "GREENROOM_GAME_TOKEN",
        "long enough \udcff",
        "game.token must be a text in UTF-8 without U+0000 (GREENROOM_GAME_TOKEN).",
    ),
    (
        "GREENROOM_DATA",
        "\udcff",
        "data must be a text in UTF-8 without U+0000, not '\\udcff' (GREENROOM_DATA).",
    ),
]


@pytest.mark.parametrize(("name", "text", "why"), BAD_VARIABLES)
def test_a_variable_that_cannot_be(name: str, text: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        load(ROWS, {"data": None if name == "GREENROOM_DATA" else "/nowhere"}, {"": {name: text}})
    assert str(refusal.value) == why


BAD_FILES = [
    ('port = "x"', "port must be a whole number, not 'x' (greenroom.toml)."),
    ("port = [1, 2]", "port must be one value, not [1, 2] (greenroom.toml)."),
    ("port = true", "port must be a whole number, not True (greenroom.toml)."),
    ("[port]", "port must be one value, not {{}} (greenroom.toml)."),
    ("[port]\nnumber = 1", "{}/greenroom.toml: port.number is no setting that can be made there; "),
    ("name = {}", "name must be one value, not {{}} (greenroom.toml)."),
    ("name = 5", "name must be a text, not 5 (greenroom.toml)."),
    ("name = false", "name must be a text, not False (greenroom.toml)."),
    ("name = 2026-11-22", "name must be a text, not datetime.date(2026, 11, 22) (greenroom.toml)."),
    (
        r'name = "a\u0000b"',
        r"name must be a text in UTF-8 without U+0000, not 'a\x00b' (greenroom.toml).",
    ),
    ("hosts = 5", "hosts must be a list of texts, not 5 (greenroom.toml)."),
    ('hosts = ["a", 1]', "hosts must be a list of texts, not ['a', 1] (greenroom.toml)."),
    ('hosts = [["a"]]', "hosts must be a list of texts, not [['a']] (greenroom.toml)."),
    ("[hosts]", "hosts must be a list of texts, not {{}} (greenroom.toml)."),
    ("[nobody]", "{}/greenroom.toml: nobody is no setting that can be made there; see `greenroom settings`."),
    ("[game.token]", "game.token must be one value (greenroom.toml)."),
    (f"port = {'[' * 5000}", "{}/greenroom.toml is not a TOML file"),
    (f"{'a.' * 5000}a = 1", "{}/greenroom.toml is not a TOML file"),
    ("prot = 1", "{}/greenroom.toml: prot is no setting that can be made there; see `greenroom settings`."),
    (
        "[game]\nname = 1",
        "{}/greenroom.toml: game.name is no setting that can be made there; see `greenroom settings`.",
    ),
    (
        'data = "/x"',
        "{}/greenroom.toml: data is no setting that can be made there; see `greenroom settings`.",
    ),
    ("port 1", "{}/greenroom.toml is not a TOML file: "),
    (f"port = {'9' * 5000}", "{}/greenroom.toml is not a TOML file: "),
]


@pytest.mark.parametrize(("toml", "why"), BAD_FILES)
def test_a_file_that_cannot_be(tmp_path: Path, toml: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        found(tmp_path, Sources({}, {}, {}, toml))
    assert str(refusal.value).startswith(why.format(tmp_path))


def test_an_empty_table_of_a_dialect_says_nothing(files: Path) -> None:
    assert found(files, Sources({}, {}, {}, "[game]"))["game.token"] == Found("", "default")


def test_a_file_that_cannot_be_read_is_not_overlooked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("greenroom.toml", ".env"):
        path = tmp_path / name
        for make, remove, why in (
            (path.mkdir, path.rmdir, "Is a directory"),
            (lambda path=path: path.symlink_to("no-such"), path.unlink, "it is a link that leads nowhere"),
            (lambda path=path: path.symlink_to(path), path.unlink, "Too many levels of symbolic links"),
            (lambda path=path: os.mkfifo(path), path.unlink, "it is a pipe"),
        ):
            make()
            with pytest.raises(Refused) as refusal:
                load(ROWS, {"data": str(tmp_path)}, read_environment())
            assert str(refusal.value) == f"{path} can't be read: {why}."
            remove()
        path.symlink_to("/dev/null")
        assert load(ROWS, {"data": str(tmp_path)}, read_environment())["port"] == 8700
        path.unlink()


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "greenroom.toml").write_bytes(b"\xff")
    with pytest.raises(Refused, match="is not a TOML file"):
        load(ROWS, {"data": str(tmp_path)}, {})
    with pytest.raises(Refused, match="it is not a text"):
        load(ROWS, {}, {"": {"GREENROOM_NAME_FILE": str(tmp_path / "greenroom.toml")}})


def test_the_folder_comes_from_anywhere_but_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "greenroom.toml").write_text("port = 3")
    assert load(ROWS, {}, {"": {"GREENROOM_DATA": str(tmp_path)}})["port"] == 3
    for variable_of_the_system in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable_of_the_system, str(tmp_path / "nobody"))
    default = trace(ROWS, {}, {})["data"]
    assert (Path(str(default.value)).name, default.source) == ("greenroom", "default")


LOCATIONS = (
    "postgresql://db.example/greenroom",
    "postgresql:///greenroom?host=/run/postgresql",
    "postgres://db.example/greenroom",
    "/srv/greenroom/greenroom.db",
    "greenroom.db",
    "./odd:name.db",
    r"C:\greenroom\greenroom.db",
)
NO_LOCATIONS = (
    "postgresql:/db.example/greenroom",
    "postgresql:db.example",
    " postgresql://db.example/greenroom",
    "POSTGRESQL://db.example/greenroom",
    "postgresql+psycopg://db.example/greenroom",
    "sqlite:///greenroom.db",
    "file:greenroom.db",
    "mysql://db.example/greenroom",
    "db.example:5432/greenroom",
    "",
    " ",
)

RULES = [
    ("public_url", "https://characters.example", None),
    (
        "public_url",
        "characters.example",
        "public_url must be an address such as https://characters.example",
    ),
    ("public_url", "http://", "public_url must be an address such as https://characters.example"),
    *(
        ("public_url", url, f"public_url must be an address such as https://characters.example, not {url!r}")
        for url in (
            "http://[::1",
            "http://[1:2]",
            "http://a b",
            "http://x:99999",
            "http://x:0",
            "http://x\n",
            "http://ex.example/?q=1#f",
            "ftp://x",
        )
    ),
    (
        "public_url",
        "http://me:pw@x",
        "public_url must be an address such as https://characters.example, not 'http://me:…@x'",
    ),
    *(("database", location, None) for location in LOCATIONS),
    *(
        (
            "database",
            location,
            f"database must be a postgresql:// address, or the path of a SQLite file, not {location!r}",
        )
        for location in NO_LOCATIONS
    ),
    ("host", "::1", None),
    ("host", "", "host must be an address or a name of this machine, not ''"),
    ("host", " ", "host must be an address or a name of this machine, not ' '"),
    *(
        ("public_url", url, None)
        for url in ("http://[::1]:8700", "HTTP://Characters.example", "https://x/below/", "http://my_host:80")
    ),
    *(
        ("cors_origins", origins, None)
        for origins in (
            "*",
            "null",
            "https://game.example,http://localhost:5173",
            "capacitor://localhost",
            "http://[::1]:80",
        )
    ),
    *(
        (
            "cors_origins",
            origins,
            "cors_origins must be origins such as https://game.example, without a path, or *",
        )
        for origins in (
            "not an origin",
            "https://game.example,else",
            "https://game.example/",
            "https://Game.example",
            "https://game.example:99999",
            "https://*.example",
            "http://[::1",
        )
    ),
    *(
        ("allowed_hosts", hosts, None)
        for hosts in ("here.example, There.example:8700", "*", "[::1]", "127.0.0.1", "my_host-2")
    ),
    *(
        (
            "allowed_hosts",
            hosts,
            "allowed_hosts must be host names such as characters.example, without a scheme, a path or a blank, or *, not ",
        )
        for hosts in (
            "https://here.example",
            "here.example/",
            "here.example,there.example/studio",
            "here.example there.example",
            "*.example",
            "me@here.example",
        )
    ),
    ("lease_seconds", "86400", None),
    ("lease_seconds", "86401", "lease_seconds must be from 1 to 86400"),
    ("lease_seconds", "99999999999999999", "lease_seconds must be from 1 to 86400"),
    ("lease_seconds", "99999999999999999999", "lease_seconds must be from 1 to 86400"),
    ("lease_seconds", "0", "lease_seconds must be from 1 to 86400"),
    ("request_log_days", "3650", None),
    ("request_log_days", "0", None),
    ("request_log_days", "3651", "request_log_days must be at most 3650"),
    ("trusted_proxies", "10.0.0.0/8,::1", None),
    ("trusted_proxies", "10.0.0.1/8", None),
    ("trusted_proxies", "the proxy", "trusted_proxies must be IP addresses or networks"),
    ("default_plan", "guest", None),
    ("default_plan", "gold", "default_plan must be one of home, standard, guest"),
    ("log_level", "warning", None),
    ("log_level", "loud", "log_level must be one of debug, info, warning, error"),
    ("port", "65535", None),
    ("port", "70000", "port must be at most 65535"),
]


@pytest.mark.parametrize(("name", "text", "why"), RULES)
def test_the_rules_of_our_own_rows(name: str, text: str, why: str | None) -> None:
    environment: Environment = {"": {variable(name): text}}
    if why is None:
        assert load(TABLE, {"data": "/nowhere"}, environment)[name] != next(
            row.default for row in TABLE if row.name == name
        )
        return
    with pytest.raises(Refused) as refusal:
        load(TABLE, {"data": "/nowhere"}, environment)
    assert str(refusal.value).startswith(why)


@pytest.mark.parametrize("name", ["", " "])
def test_a_folder_without_a_name_is_refused(name: str) -> None:
    """It would be the working directory."""
    for given, variables, source in (
        ({"data": name}, {}, "command line"),
        ({}, {"GREENROOM_DATA": name}, "GREENROOM_DATA"),
    ):
        with pytest.raises(Refused) as refusal:
            load(ROWS, given, {"": variables})
        assert str(refusal.value) == f"data must be the path of a folder, not {name!r} ({source})."


def test_every_plan_may_be_the_default() -> None:
    for plan in PLANS:
        assert load(TABLE, {"data": "/nowhere", "default_plan": plan}, {})["default_plan"] == plan


def test_help_says_what_a_database_may_be_as_its_rule_does() -> None:
    (option,) = (one for one in serve.params if isinstance(one, Option) and one.name == "database")
    assert option.help == DATABASE.help
    assert DATABASE.must.be in DATABASE.help


STRANGERS = [
    ("GREENROOM_LOWD", "GREENROOM_LOWD is no setting, and does nothing; was GREENROOM_LOUD meant?"),
    (
        "GREENROOM_GAMETOKEN_FILE",
        "GREENROOM_GAMETOKEN_FILE is no setting, and does nothing; was GREENROOM_GAME_TOKEN_FILE meant?",
    ),
    ("GREENROOM_XYZ", "GREENROOM_XYZ is no setting, and does nothing; `greenroom settings` lists them."),
    ("GREENROOM_PORT", None),
    ("GREENROOM_GAME_TOKEN_FILE", None),
    ("GREENROOM_KEY", None),
    ("GREENROOM_CHROMIUM", None),
    ("GREENROOM_SERVICE_PORT_HTTP", None),
    ("GREENROOM_PORT_8700_TCP_ADDR", None),
    ("PORT", None),
]


@pytest.mark.parametrize(("name", "sentence"), STRANGERS)
@pytest.mark.parametrize("place", ["", ".env"])
def test_a_variable_that_is_no_settings_is_told_the_nearest(
    place: str, name: str, sentence: str | None
) -> None:
    told = [*strangers(ROWS, {"": {}, place: {name: "x"}})]
    assert told == ([sentence] if sentence else [])


def test_no_two_settings_share_a_variable() -> None:
    variables = [variable(row.name) for row in all_settings()]
    assert len({*variables, *(f"{name}_FILE" for name in variables)}) == 2 * len(variables)


def test_every_default_is_good_and_every_help_a_sentence() -> None:
    load(all_settings(), {"data": "/nowhere"}, {})
    assert [row.name for row in all_settings() if not row.help.endswith(".")] == []


def test_the_environment_is_the_process_before_a_file_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GREENROOM_PORT", "1")
    assert [*read_environment()] == [""]
    (tmp_path / ".env").write_text("GREENROOM_PORT=2\nGREENROOM_LOUD='no'\nBARE\n")
    environment = read_environment()
    assert environment[""]["GREENROOM_PORT"] == "1"
    assert environment[".env"] == {"GREENROOM_PORT": "2", "GREENROOM_LOUD": "no"}
    assert load(ROWS, {"data": "/nowhere"}, environment)["port"] == 1


def test_a_file_in_the_working_directory_that_is_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"GREENROOM_HOST=\xff\n")
    with pytest.raises(Refused) as refusal:
        read_environment()
    assert str(refusal.value) == f"{tmp_path / '.env'} is not a text in UTF-8: invalid start byte."
