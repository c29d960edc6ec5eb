"""`greenroom audit`: what an operator reads of who did what."""

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


def test_of_what_is_gone_it_says_only_that_something_was_done(greenroom_on: Commands) -> None:
    greenroom_on("account", "create", "nora")
    greenroom_on("account", "delete", "nora", "--yes")
    found = greenroom_on.json("audit")
    assert found[0]["act"] == "account deleted"
    assert {(one["account"], one["by"], one["about"]) for one in found} == {(None, None, "")}
    assert greenroom_on("audit", "--account", "nora").code == 1
