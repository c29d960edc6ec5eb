"""`greenroom key`, on both engines."""

import json
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Commands
from tests.served import Served

from greenroom.accounts.keys import key_id_of, new_key
from greenroom.kit.ids import base62


@pytest.fixture
def mira(greenroom_on: Commands) -> Commands:
    """An instance with one account."""
    greenroom_on("account", "create", "mira")
    return greenroom_on


def test_create_gives_the_key_this_once(mira: Commands) -> None:
    made = mira.json("key", "create", "--account", "mira", "--label", "game")
    assert key_id_of(made.pop("key")) == made["id"]
    assert made["scopes"] == ["read", "write", "chat", "keys"]
    assert (made["label"], made["state"], made["expires_at"]) == ("game", "active", None)
    assert mira.json("key", "list", "--account", "@MIRA") == [made]


def test_people_get_the_key_alone(mira: Commands) -> None:
    done = mira("key", "create", "--account", "mira", "--label", "game")
    assert key_id_of(done.out.strip())
    assert done.err == ""


def test_scopes_and_days(mira: Commands) -> None:
    options = ["--scope", "read", "--scope", "chat", "--days", 30]
    made = mira.json("key", "create", "--account", "mira", "--label", "game", *options)
    assert made["scopes"] == ["read", "chat"]
    left = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)


def test_rotate_and_revoke(mira: Commands) -> None:
    old = mira.json("key", "create", "--account", "mira", "--label", "game", "--scope", "read")
    new = mira.json("key", "rotate", old["id"])
    assert (new["label"], new["scopes"]) == (old["label"], old["scopes"])
    assert new["key"] != old["key"]
    assert mira("key", "revoke", new["id"]).out == f"{new['id']} is revoked.\n"
    assert [key["state"] for key in mira.json("key", "list", "--account", "mira")] == ["revoked", "revoked"]


def test_no_key_is_made_with_the_secret_of_another_folder(mira: Commands, tmp_path: Path) -> None:
    """It would open nothing at the server that has this database."""
    key = mira.json("key", "create", "--account", "mira", "--label", "game")["key"]
    database = mira.place[3] if len(mira.place) > 2 else f"{mira.place[1]}/greenroom.sqlite3"
    stray = Commands("--data", str(tmp_path / "stray"), "--database", database)
    asked = ["key", "create", "--account", "mira", "--label", "game"]
    for command in (asked, ["account", "link", "mira"], ["backup", str(tmp_path / "all.tar")]):
        refused = stray(*command)
        assert (refused.code, refused.out) == (1, "")
        assert (
            f"{tmp_path / 'stray'} has no secret, and the keys of this database were made with one."
            in refused.err
        )
    assert not (tmp_path / "stray" / "secret").exists()
    assert not (tmp_path / "all.tar").exists()
    given = stray(*asked, GREENROOM_SECRET="another of seventeen")
    assert "made with another secret than the setting secret. Name" in given.err
    assert len(mira.json("key", "list", "--account", "mira")) == 1
    assert '"state":"active"' in mira("key", "scan", "-", "--json", stdin=key).out


def test_a_lost_secret_is_done_without(mira: Commands, tmp_path: Path) -> None:
    asked = ["key", "create", "--account", "mira", "--label", "game"]
    lost = mira.json(*asked)["key"]
    (tmp_path / "data" / "secret").unlink()
    assert mira(*asked).code == 1
    assert [mira.json("key", "accept-secret")["changed"] for _ in range(2)] == [True, False]
    found = mira("key", "scan", "-", "--json", stdin=f"{mira.json(*asked)['key']} {lost}")
    assert {one["state"] for one in json.loads(found.out)} == {"active", "unknown"}


def test_refusals(mira: Commands) -> None:
    assert (
        mira("key", "create", "--account", "theo", "--label", "x").err == "Error: account not found: @theo\n"
    )
    assert mira("key", "create", "--account", "mira", "--label", " ").err == (
        "Error: label must be 1 to 100 characters\n"
    )
    for verb in ("rotate", "revoke"):
        assert mira("key", verb, "rp_000000000000") == (1, "", "Error: key not found: rp_000000000000\n")
    assert mira.json("key", "list", "--account", "mira") == []


def test_a_running_server_takes_the_key_at_once_and_refuses_it_within_a_second(
    location: str, data_dir: Path
) -> None:
    commands = Commands("--data", str(data_dir), "--database", location)
    with Served(data_dir, location) as server:
        commands("account", "create", "mira")
        made = commands.json("key", "create", "--account", "mira", "--label", "game")
        headers = {"authorization": f"Bearer {made['key']}"}
        assert server.http.get("/v1/account", headers=headers).json()["handle"] == "mira"
        commands("key", "revoke", made["id"])
        time.sleep(1)
        assert server.http.get("/v1/account", headers=headers).status_code == 401


def test_what_leaked_is_found_and_says_whose_it_is_and_whether_it_opens(
    mira: Commands, tmp_path: Path
) -> None:
    live, gone = (mira.json("key", "create", "--account", "mira", "--label", one) for one in ("a", "b"))
    mira("key", "revoke", gone["id"])
    foreign = new_key()
    body = live["id"] + new_key().text[15:47]
    forged = body + base62(zlib.crc32(body.encode()), 6)  # of another secret, and with a good checksum
    leak = tmp_path / "leak.txt"
    leak.write_bytes(
        f"a={live['key']}&b={gone['key']}\n{foreign.text}, {forged} {live['key'][:-1]}".encode() + b"\xff\0"
    )
    done = mira("key", "scan", leak, "--json")
    assert done.code == 3
    assert {(one["id"], one["account"], one["state"]) for one in json.loads(done.out)} == {
        (live["id"], "mira", "active"),
        (gone["id"], "mira", "revoked"),
        (foreign.key_id, None, "unknown"),
        (live["id"], None, "unknown"),
    }
    assert live["key"] not in mira("key", "scan", leak).out
    mira("key", "revoke", live["id"])
    assert mira("key", "scan", "-", stdin=live["key"]).code == 0


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-be"])
def test_a_key_is_found_in_other_words_and_codes(greenroom: Commands, tmp_path: Path, code: str) -> None:
    greenroom("account", "create", "mira")
    live = greenroom.json("key", "create", "--account", "mira", "--label", "a")
    leak = tmp_path / "leak.txt"
    leak.write_bytes(rf'{{"log":"é\n{live["key"]}"}}'.encode(code))
    assert greenroom("key", "scan", leak).code == 3
