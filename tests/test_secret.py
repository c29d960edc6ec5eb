"""The server's own secret."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from greenroom.secret import server_secret
from greenroom.settings import Refused


def test_it_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    made = server_secret(data, "")
    assert len(made) >= 64
    assert server_secret(data, "") == made
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in data.iterdir()] == [("secret", 0o600)]


def test_two_servers_have_two(tmp_path: Path) -> None:
    assert server_secret(tmp_path / "one", "") != server_secret(tmp_path / "two", "")


def test_who_begin_at_the_same_moment_have_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert len({*threads.map(lambda _: server_secret(tmp_path, ""), range(64))}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_given_one_is_taken_and_written_nowhere(tmp_path: Path) -> None:
    assert server_secret(tmp_path, "sixteen letters!") == b"sixteen letters!"
    assert [*tmp_path.iterdir()] == []


def test_a_short_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="secret must have at least 16 characters"):
        server_secret(tmp_path, "fifteen letters")


@pytest.mark.parametrize("left", [b"", b"cut off"])
def test_a_damaged_file_is_not_taken_for_a_secret(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "secret").write_bytes(left)
    with pytest.raises(Refused, match="is damaged: bring it back from a backup"):
        server_secret(tmp_path, "")
    assert (tmp_path / "secret").read_bytes() == left
