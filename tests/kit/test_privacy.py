"""Files that only their owner may read."""

import stat
from pathlib import Path

import pytest

from greenroom.kit.privacy import only_for_owner


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def fail_within(folder: Path) -> None:
    with only_for_owner():
        (folder / "within").touch()
        raise KeyError


def test_what_is_made_within_is_private_and_what_is_made_after_is_not(tmp_path: Path) -> None:
    (tmp_path / "before").touch()
    with only_for_owner():
        (tmp_path / "folder").mkdir()
    with pytest.raises(KeyError):
        fail_within(tmp_path)
    (tmp_path / "after").touch()
    made = modes(tmp_path)
    assert (made["folder"], made["within"]) == (0o700, 0o600)
    assert made["after"] == made["before"]
