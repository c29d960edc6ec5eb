"""Whose a data folder is."""

import os
import pwd
from pathlib import Path

import pytest
from tests.cli.conftest import Commands

from greenroom.cli import owner
from greenroom.cli.owner import refuse_root
from greenroom.settings import Refused

NOBODY = pwd.getpwnam("nobody").pw_uid
NAMELESS = 54321

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to give a folder to another user")

COMMANDS = [
    ("account", "list"),
    ("account", "create", "theo"),
    ("backup", "all.tar"),
    ("restore", "card.tar"),
    ("import", "card.tar", "--account", "mira"),
    ("key", "list", "--account", "mira"),
    ("serve", "--port", "0"),
    ("serve", "--port", "0", "--workers", "1"),
    ("worker",),
]


@needs_root
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_root_works_in_no_folder_of_another_user(
    greenroom: Commands, elsewhere: Path, command: tuple[str, ...]
) -> None:
    (elsewhere / "card.tar").touch()
    greenroom("account", "create", "mira")
    data = elsewhere / "data"
    before = {path.name for path in data.iterdir()}
    os.chown(data, NOBODY, -1)
    done = greenroom(*command)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"Error: {data} belongs to UID {NOBODY} (nobody), who couldn't read what root leaves in it: "
        f"run this as its owner: sudo -u '#{NOBODY}' greenroom …\n"
    )
    assert {path.name for path in data.iterdir()} == before


@needs_root
def test_an_owner_without_a_name_is_a_number(tmp_path: Path) -> None:
    os.chown(tmp_path, NAMELESS, -1)
    with pytest.raises(
        Refused, match=rf"belongs to UID {NAMELESS}, who .* sudo -u '#{NAMELESS}' greenroom …$"
    ):
        refuse_root(tmp_path)


@needs_root
def test_a_dynamic_users_folder_is_reached_by_systemd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As /var/lib/greenroom leads to /var/lib/private/greenroom."""
    kept = tmp_path / "private" / "greenroom"
    kept.mkdir(parents=True)
    os.chown(kept, NOBODY, -1)
    (tmp_path / "greenroom").symlink_to(kept)
    monkeypatch.setattr(owner, "_PRIVATE", tmp_path / "private")
    with pytest.raises(
        Refused, match=r"run this as its owner: systemd-run -p User=nobody -p DynamicUser=yes …"
    ):
        refuse_root(tmp_path / "greenroom")


def test_ones_own_folder_and_one_that_is_not_there_are_free(tmp_path: Path) -> None:
    refuse_root(tmp_path)
    refuse_root(tmp_path / "data")
