"""What a server says of itself."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from greenroom.app import all_settings
from greenroom.cli.answering import Answering
from greenroom.cli.demonstration import Talk
from greenroom.cli.greeting import greeting, hints, words
from greenroom.settings import Value, load


def settings(**given: Value) -> Mapping[str, Value]:
    return load(all_settings(), {"data": "/srv/greenroom", **given}, {})


def test_a_later_start_says_how_another_key_is_made_and_what_to_do_with_one() -> None:
    said = words(greeting(settings(data="/srv/my rooms"), None)).splitlines()
    command = said[said.index("Another key:") + 1].strip()
    words_of_it = shlex.split(command)
    assert words_of_it[-8:] == [
        *("key", "create", "--account", "owner", "--label", "another key", "--data", "/srv/my rooms")
    ]
    assert said[-1] == '  curl http://127.0.0.1:8700/v1/account -H "Authorization: Bearer $GREENROOM_KEY"'


def test_an_operator_is_told_where_to_sign_in() -> None:
    url = "http://127.0.0.1:8700/sign-in/link?ticket=abc"
    said = words(greeting(settings(), None, sign_in=url)).splitlines()
    assert said[said.index("Sign in as its operator, once and within 15 minutes:") + 1].strip() == url
    assert not any("Sign in" in line for line in words(greeting(settings(), None)).splitlines())


def test_the_command_can_be_pasted_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = tmp_path / "my clone"
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "prefix", str(clone / ".venv"))
    monkeypatch.chdir(tmp_path)
    assert called(settings()) == [sys.executable, "-m", "greenroom"]
    script, command = clone / "script" / "greenroom", tmp_path / "bin" / "greenroom"
    for file in (script, command):
        file.parent.mkdir(parents=True)
    script.touch()
    assert called(settings()) == [str(script)]
    command.touch(mode=0o755)
    assert called(settings()) == ["greenroom"]
    said = greeting(settings(data="here", database="there.db"), None).new_key
    assert shlex.split(said)[-4:] == ["--data", f"{tmp_path}/here", "--database", f"{tmp_path}/there.db"]


def called(values: Mapping[str, Value]) -> list[str]:
    """How the command that makes another key calls us."""
    words_of_it = shlex.split(greeting(values, None).new_key)
    return words_of_it[: words_of_it.index("key")]


def test_the_command_names_the_database_without_its_password() -> None:
    said = greeting(settings(database="postgresql://mara:se-cret@db.example/greenroom"), None)
    assert said.new_key.endswith("--database 'postgresql://mara:…@db.example/greenroom'")
    assert "se-cret" not in words(said)
    asked = greeting(settings(database="postgresql://db.example/greenroom?password=se-cret"), None)
    assert "se-cret" not in words(asked)


def test_where_there_is_no_model_one_sentence_names_the_setting() -> None:
    told = [line for line in words(greeting(settings(), None)).splitlines() if " model" in line]
    assert len(told) == 1
    assert "the setting model_url" in told[0]
    assert "--demo" in told[0]


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (Answering("llama3.2", "http://h/v1"), "Model: llama3.2 at http://h/v1"),
        (Answering("", "http://h/v1"), "Model: the first one at http://h/v1"),
        (
            Answering("a", "http://h/v1", "Ollama"),
            "Model: a at http://h/v1: Ollama, found here (discover_models)",
        ),
    ],
)
def test_a_model_is_named(model: Answering, told: str) -> None:
    assert told in words(greeting(settings(), None, model)).splitlines()


def test_a_strangers_name_does_not_take_over_the_terminal() -> None:
    said = words(greeting(settings(), None, None, Talk("Nora\x1b[2J", "some-thread")))
    assert "\x1b" not in said
    assert "Talk to Nora" in said


def test_addresses_are_those_that_clients_use() -> None:
    said = greeting(settings(host="0.0.0.0", public_url="https://characters.example/"), None)
    assert said.url == "https://characters.example"
    assert said.dialects["native"] == "https://characters.example/v1/account"


@pytest.mark.parametrize(
    ("host", "public_url", "hinted"),
    [
        ("127.0.0.1", "", False),
        ("127.0.0.9", "", False),
        ("::1", "", False),
        ("localhost", "", False),
        ("0.0.0.0", "", True),
        ("::", "", True),
        ("192.168.1.5", "", True),
        ("studio.local", "", True),
        ("0.0.0.0", "http://studio.local:8700", False),
    ],
)
def test_who_listens_beyond_this_machine_is_told_what_is_missing(
    host: str, public_url: str, *, hinted: bool
) -> None:
    found = [*hints(settings(host=host, public_url=public_url))]
    assert bool(found) is hinted
    assert all("GREENROOM_PUBLIC_URL" in hint for hint in found)
