"""`greenroom audit`: what an operator reads of who did what."""

from pathlib import Path

from tests.cli.conftest import Commands


def test_the_newest_stand_first_with_handles_for_ids(greenroom_on: Commands) -> None:
    for handle in ("nora", "max"):
        greenroom_on("account", "create", handle)
    key = greenroom_on.json("key", "create", "--account", "nora", "--label", "a")
    greenroom_on("key", "revoke", key["id"])
    greenroom_on("account", "plan", "max", "guest")
    found = [(one["act"], one["account"], one["by"], one["about"]) for one in greenroom_on.json("audit")]
    assert found[:3] == [
        ("plan changed", "max", None, "guest"),
        ("key revoked", "nora", None, key["id"]),
        ("key created", "nora", None, key["id"]),
    ]
    of_nora = greenroom_on.json("audit", "--account", "@nora", "--last", 2)
    assert [one["act"] for one in of_nora] == ["key revoked", "key created"]
    assert key["key"] not in greenroom_on("audit").out
    assert "@max" in greenroom_on("audit").out.splitlines()[1]


def test_an_export_leaves_a_line_once_it_is_whole(greenroom_on: Commands, elsewhere: Path) -> None:
    greenroom_on("account", "create", "nora")
    assert greenroom_on("account", "export", "nora", elsewhere / "missing" / "nora.zip").code == 1
    assert greenroom_on.json("audit")[0]["act"] == "account created"
    for command in (
        ("account", "export", "nora", "a.zip"),
        ("export", "--account", "nora", "--archive", "b.zip"),
    ):
        assert greenroom_on(*command).code == 0
    found = [(one["act"], one["account"], one["by"], one["about"]) for one in greenroom_on.json("audit")]
    assert found[:2] == [("account exported", "nora", None, "")] * 2
    assert found[2][0] == "account created"


def test_of_what_is_gone_it_says_only_that_something_was_done(greenroom_on: Commands) -> None:
    greenroom_on("account", "create", "nora")
    greenroom_on("account", "delete", "nora", "--yes")
    found = greenroom_on.json("audit")
    assert found[0]["act"] == "account deleted"
    assert {(one["account"], one["by"], one["about"]) for one in found} == {(None, None, "")}
    assert greenroom_on("audit", "--account", "nora").code == 1
