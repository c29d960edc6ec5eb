"""`greenroom account`, on both engines."""

import re
from pathlib import Path

import pytest
from tests.cli.conftest import Commands
from tests.served import Served, data_url, png

from greenroom.accounts import service


def test_create_gives_the_account(greenroom_on: Commands) -> None:
    made = greenroom_on.json("account", "create", "Mira", "--name", "Mira Holt", "--plan", "guest")
    assert made | {"id": "", "created_at": ""} == {
        "id": "",
        "handle": "Mira",
        "display_name": "Mira Holt",
        "plan": "guest",
        "state": "active",
        "created_at": "",
    }
    assert greenroom_on.json("account", "list") == [made]


def test_the_plan_and_the_name_have_defaults(greenroom: Commands) -> None:
    made = greenroom.json("account", "create", "@mira", GREENROOM_DEFAULT_PLAN="standard")
    assert (made["handle"], made["display_name"], made["plan"]) == ("mira", "mira", "standard")


def test_people_get_a_table(greenroom: Commands) -> None:
    greenroom("account", "create", "mira")
    greenroom("account", "create", "theodora")
    heads, first, second = greenroom("account", "list").out.splitlines()
    assert heads.split() == ["handle", "id", "plan", "state", "created"]
    assert (first[:10], second[:10]) == ("@mira     ", "@theodora ")


@pytest.mark.parametrize(
    ("handle", "why"),
    [
        ("mira", "account already exists: @mira"),
        ("MIRA", "account already exists: @MIRA"),
        ("mi", "handle must be 3 to 32 letters, digits or underscores"),
        ("mira holt", "handle must be 3 to 32 letters, digits or underscores"),
    ],
)
def test_a_handle_that_cannot_be(greenroom: Commands, handle: str, why: str) -> None:
    greenroom("account", "create", "mira")
    done = greenroom("account", "create", handle)
    assert done == (1, "", f"Error: {why}\n")
    assert len(greenroom.json("account", "list")) == 1


def test_a_plan_that_is_none(greenroom: Commands) -> None:
    done = greenroom("account", "create", "mira", "--plan", "gold")
    assert done.code == 2
    assert "'gold' is not one of 'home', 'standard', 'guest'" in done.err


def test_another_plan(greenroom_on: Commands) -> None:
    greenroom_on("account", "create", "mira", "--plan", "guest")
    assert greenroom_on.json("account", "plan", "@MIRA", "standard")["plan"] == "standard"
    assert [one["plan"] for one in greenroom_on.json("account", "list")] == ["standard"]
    assert greenroom_on("account", "plan", "nobody", "home") == (1, "", "Error: account not found: @nobody\n")


def test_suspend_and_resume(greenroom_on: Commands) -> None:
    greenroom_on("account", "create", "mira")
    assert greenroom_on.json("account", "suspend", "mira")["state"] == "suspended"
    assert greenroom_on.json("account", "list")[0]["state"] == "suspended"
    assert greenroom_on("account", "resume", "@Mira").out == "@mira is active.\n"
    assert greenroom_on("account", "suspend", "mira", "--reason", "Spam.").code == 0
    assert greenroom_on("account", "suspend", "mira", "--reason", "x" * 501).code == 1


@pytest.mark.parametrize("verb", ["suspend", "resume", "delete"])
def test_nobody_by_that_name(greenroom: Commands, verb: str) -> None:
    greenroom("account", "create", "mira")
    assert greenroom("account", verb, "@theo") == (1, "", "Error: account not found: @theo\n")


def test_deleting_asks_first(greenroom: Commands) -> None:
    greenroom("account", "create", "mira")
    for answer in ("", "n\n"):
        assert greenroom("account", "delete", "mira", stdin=answer).code == 1
    assert len(greenroom.json("account", "list")) == 1
    assert greenroom("account", "delete", "mira", stdin="y\n").out == "@mira is gone.\n"
    assert greenroom.json("account", "list") == []


def test_that_the_only_operator_goes_is_said(greenroom_on: Commands) -> None:
    for handle in ("mira", "theo", "nora"):
        greenroom_on("account", "create", handle)
    for handle in ("mira", "theo"):
        greenroom_on("account", "operator", handle)
    for handle in ("mira", "nora"):
        assert greenroom_on("account", "delete", handle, "--yes").err == "Files deleted: 0.\n"
    done = greenroom_on("account", "delete", "theo", "--yes")
    assert done.code == 0
    assert done.err == (
        "@theo is the only operator: without it nobody looks after this server, until `greenroom account operator` names "
        "another, or a start makes a new @owner.\nFiles deleted: 0.\n"
    )


def test_an_account_goes_with_everything_and_nobody_else_loses_anything(
    location: str, data_dir: Path
) -> None:
    with Served(data_dir, location) as server:
        mira, theo = server.newcomer(), server.newcomer()
        for who in (mira, theo):
            character = {
                "name": "Nora",
                "definition": "Canary.",
                "greetings": ["Hm."],
                "avatar": data_url(png()),
            }
            assert who.post("/apiCreateCharacter", character).status_code == 200
        book = {"spec": "lorebook_v3", "data": {"name": "Sea", "entries": []}}
        assert mira.post("/v1/imports/batch", book).status_code == 202
        commands = Commands("--data", str(data_dir), "--database", location)
        done = commands("account", "delete", mira.handle, "--yes")
        assert (done.code, done.err) == (0, "Files deleted: 2.\n")
        assert len(pictures(data_dir)) == 1
        assert len(theo.get("/v1/characters").json()["items"]) == 1
        logged = {line["key_id"] for line in commands.json("requests")}
        assert theo.key[:15] in logged
        assert mira.key[:15] not in logged
        for file in data_dir.glob("greenroom.db*"):  # SQLite's, while the server runs
            for trace in (mira.handle, mira.account_id, mira.key[:15]):
                assert trace.encode() not in file.read_bytes()
    backup = data_dir / "after.tar"
    commands("backup", backup)
    assert mira.account_id.encode() not in backup.read_bytes()
    assert theo.account_id.encode() in backup.read_bytes()


def pictures(data: Path) -> list[Path]:
    return [path for path in (data / "media").rglob("*") if path.is_file()]


def test_requests_while_an_account_goes_are_refused_and_never_break(location: str, data_dir: Path) -> None:
    with Served(data_dir, location) as server:
        mira = server.newcomer()
        character = {"name": "Nora", "definition": "Hm.", "greetings": ["Hm."], "avatar": data_url(png())}
        assert (
            mira.post("/apiCreateCharacter", character).status_code == 200
        )  # the key is believed for a second
        server.write(service.delete_account, mira.account_id)
        answers = [
            mira.post("/apiCreateCharacter", character),
            mira.get("/v1/account"),
            mira.post("/studio/v1/workspaces/hills/characters", {}),
        ]
        assert [answer.status_code for answer in answers] == [401, 401, 401]


def test_a_link_an_invite_and_an_operator(greenroom_on: Commands) -> None:
    greenroom_on("account", "create", "mira")
    made = greenroom_on.json("account", "link", "@Mira")
    assert re.fullmatch(r"http://127\.0\.0\.1:8700/sign-in/link\?ticket=[0-9A-Za-z]{32}", made["url"])
    assert made["minutes"] == 15
    assert greenroom_on("account", "link", "mira").out.startswith(
        "http://127.0.0.1:8700/sign-in/link?ticket="
    )
    invited = greenroom_on.json("account", "invite", "--plan", "standard")
    assert re.fullmatch("[0-9A-Za-z]{32}", invited["invite"])
    assert (invited["plan"], invited["days"]) == ("standard", 14)
    assert greenroom_on("account", "operator", "mira").out == "@mira is an operator of this server.\n"
    assert greenroom_on.json("account", "operator", "mira", "--dismiss")["operator"] is False


@pytest.mark.parametrize("verb", ["link", "operator"])
def test_nobody_has_neither(greenroom: Commands, verb: str) -> None:
    greenroom("account", "create", "mira")
    assert greenroom("account", verb, "theo") == (1, "", "Error: account not found: @theo\n")


@pytest.mark.parametrize("verb", [("link", "mira"), ("invite",), ("operator", "mira")])
def test_where_there_is_no_instance_nobody_is_let_in(greenroom: Commands, verb: tuple[str, ...]) -> None:
    done = greenroom("account", *verb)
    assert done.code == 1
    assert "There is no instance" in done.err
