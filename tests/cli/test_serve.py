"""`greenroom serve` as a process: what it says, what it answers, how it stops, and why it may not start."""

import json
import os
import re
import shlex
import signal
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx2
import pytest
from tests.cli.conftest import Commands, started
from tests.served import PICTURE, Served

from greenroom.accounts import service, store
from greenroom.cli.dialects import all_dialects
from greenroom.cli.instance import Instance, read_settings


@contextmanager
def serving(*args: object, **environment: str) -> Iterator[IO[str]]:
    """The standard output of a server on a free port, which is stopped at the end, and must then end well."""
    with started("--port", 0, *args, **environment) as server:
        assert server.stdout is not None
        yield server.stdout
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def refused(*args: object, **environment: str) -> str:
    """Why a server didn't start."""
    with started(*args, **environment) as server:
        out, err = server.communicate(timeout=60)
    assert out == ""
    assert err.startswith("Error: ")
    assert err.count("\n") == 1
    return err.removeprefix("Error: ").rstrip()


def test_a_fresh_server_says_all_that_is_needed(tmp_path: Path) -> None:
    with serving("--data", tmp_path) as out:
        said = [next(out) for _ in range(13 + len(all_dialects()))]
        text = "".join(said)
        url = re.search(r"Greenroom serves at (http://127\.0\.0\.1:\d+)", text)
        assert url
        assert f"Data: {tmp_path}\n" in text
        for address in re.findall(r"  \w+ +(http\S+)", text):
            assert address.startswith(url[1])
            # A vendor has 400 where there is no key, and the studio is for everybody.
            status = httpx2.get(address, timeout=60).status_code
            assert status in ({200} if address == f"{url[1]}/" else {400, 401})
        curl, address, option, header = shlex.split(said[-1])
        assert (curl, option) == ("curl", "-H")
        name, _, value = header.partition(": ")
        assert httpx2.get(address, headers={name: value}, timeout=60).json()["handle"] == "owner"


def test_a_mistyped_variable_is_named_and_nothing_is_refused(tmp_path: Path) -> None:
    with started("--port", 0, "--data", tmp_path, GREENROOM_ALOWED_HOSTS="a.example") as server:
        assert server.stderr is not None
        assert next(server.stderr) == (
            "GREENROOM_ALOWED_HOSTS is no setting, and does nothing; was GREENROOM_ALLOWED_HOSTS meant?\n"
        )
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_programs_get_one_line_of_json_and_the_key_only_once(tmp_path: Path) -> None:
    with serving("--data", tmp_path, "--json") as out:
        first = json.loads(next(out))
    with serving("--data", tmp_path, "--json") as out:
        second = json.loads(next(out))
    assert [*first] == ["url", "data", "dialects", "key", "new_key", "model", "talk", "sign_in", "account"]
    assert first["model"] is None
    assert [*first["dialects"]] == [*all_dialects()]
    assert first["key"].startswith("rp_")
    assert second["key"] is None


def test_a_server_has_an_owner_also_where_somebody_made_an_account_first(
    greenroom: Commands, tmp_path: Path
) -> None:
    greenroom("account", "create", "mira")
    with serving("--data", tmp_path / "data", "--json") as out:
        assert json.loads(next(out))["key"].startswith("rp_")
    assert [one["handle"] for one in greenroom.json("account", "list")] == ["mira", "owner"]


def test_an_owner_that_is_called_otherwise_stays_the_only_one(greenroom: Commands, tmp_path: Path) -> None:
    where = "--data", tmp_path / "data", "--json"
    with serving(*where) as out:
        assert json.loads(next(out))["account"] == "owner"
    instance = Instance(read_settings(data=str(tmp_path / "data")))
    (owner,) = instance.read(service.list_accounts)
    instance.write(store.rename, owner.account_id, "Mara", "Mara")
    with serving(*where) as out:
        said = json.loads(next(out))
    assert (said["account"], said["key"]) == ("Mara", None)
    assert "--account Mara" in said["new_key"]
    assert [one["handle"] for one in greenroom.json("account", "list")] == ["Mara"]


def test_an_owner_that_was_made_by_hand_becomes_the_operator(greenroom: Commands, tmp_path: Path) -> None:
    greenroom("account", "create", "owner")
    with serving("--data", tmp_path / "data", "--json") as out:
        said = json.loads(next(out))
    assert said["key"].startswith("rp_")
    assert "/sign-in/link?ticket=" in said["sign_in"]


def test_ipv6(tmp_path: Path) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    with serving("--data", tmp_path, "--host", "::1", "--json") as out:
        url = json.loads(next(out))["url"]
        assert url.startswith("http://[::1]:")
        assert httpx2.get(f"{url}/healthz", timeout=60).status_code == 200


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        why = refused("--port", port, "--data", tmp_path / "data")
    assert why.startswith(f"Cannot listen on 127.0.0.1 port {port}: something listens there already;")
    assert [*tmp_path.iterdir()] == []


def test_a_place_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place, why in ((tmp_path / "file", "it is a file"), (tmp_path / "file" / "below", "Not a directory")):
        assert refused("--port", 0, "--data", place) == f"{place} can't be used: {why}."
    (tmp_path / "greenroom.sqlite3").write_text("no database at all, but a text that is long enough" * 100)
    assert "is not a SQLite database" in refused("--port", 0, "--data", tmp_path)
    folder = ("--data", tmp_path / "data", "--database", tmp_path)
    assert refused("--port", 0, *folder) == f"{tmp_path} is a folder: name a file in it."
    device = ("--data", tmp_path / "data", "--database", os.devnull)
    assert refused("--port", 0, *device) == f"{os.devnull} is no file that can hold a database."


def test_a_newer_database(greenroom: Commands, tmp_path: Path) -> None:
    greenroom("account", "create", "mira")
    with sqlite3.connect(tmp_path / "data" / "greenroom.sqlite3") as connection:
        connection.execute("INSERT INTO greenroom_schema VALUES (999, 0)")
    connection.close()
    assert refused("--port", 0, "--data", tmp_path / "data").startswith(
        "This database has version 999 of the schema"
    )


def test_postgresql_out_of_reach(tmp_path: Path) -> None:
    why = refused("--port", 0, "--data", tmp_path, "--database", "postgresql://me:hush@127.0.0.1:1/greenroom")
    assert why.startswith("The database is out of reach at the moment; try again. (")
    assert "Connection refused" in why
    assert "hush" not in why


def test_a_secret_that_is_too_short(tmp_path: Path) -> None:
    assert refused("--port", 0, "--data", tmp_path, GREENROOM_SECRET="short") == (
        "secret must have at least 16 characters."
    )


def test_a_setting_that_cannot_be(tmp_path: Path) -> None:
    assert refused("--data", tmp_path, GREENROOM_PORT="many") == (
        "port must be a whole number, not 'many' (GREENROOM_PORT)."
    )


def test_a_variable_that_is_no_text(tmp_path: Path) -> None:
    for name in ("SECRET", "HOST", "DATABASE"):
        why = refused("--data", tmp_path, **{f"GREENROOM_{name}": "\udcff and sixteen more"})
        assert why.startswith(f"{name.lower()} must be a text in UTF-8 without U+0000")
        assert why.endswith(f"(GREENROOM_{name}).")
    assert [*tmp_path.iterdir()] == []


def test_a_host_without_a_name(tmp_path: Path) -> None:
    assert refused("--data", tmp_path, "--host", "") == (
        "host must be an address or a name of this machine, not '' (command line)."
    )


def test_a_server_s_files_are_its_owners_alone_in_an_open_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    with Served(data, str(data / "greenroom.sqlite3")) as server:
        nora = {"name": "Nora", "definition": "Wary.", "greetings": ["Hm."], "avatar": PICTURE}
        assert server.newcomer().post("/apiCreateCharacter", nora).status_code == 200
        wait_for((data / "requests.sqlite3").exists)
        found = {path: path.stat().st_mode & 0o077 for path in data.rglob("*") if path.name != "log"}
    assert {"greenroom.sqlite3", "requests.sqlite3", "media"} < {path.name for path in found}
    assert [path for path, open_to in found.items() if open_to] == []


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError


def test_both_engines_serve(location: str, data_dir: Path) -> None:
    with Served(data_dir, location) as server:
        assert server.http.get("/readyz").json() == {"status": "ok"}
