"""Archives of accounts, in a folder and in a bucket: kept whole, found by anybody, and gone when they should be."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.object_store import ObjectStore

from greenroom import problems
from greenroom.assets.archives import Archives, BucketArchives, DirectoryArchives, Stored
from greenroom.assets.bucket import Bucket
from greenroom.assets.opening import open_archives

ADA, BOB = "usr_ada", "usr_bob"
Shelves = Callable[[], Archives]


@pytest.fixture(params=["folder", "bucket"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelves:
    """What a host has of one store: each host its own folder, where there is a bucket."""
    if request.param == "folder":
        return lambda: DirectoryArchives(tmp_path / "exports")
    bucket: Bucket = request.getfixturevalue("bucket")
    hosts = iter(range(9))
    return lambda: BucketArchives(bucket, tmp_path / f"host {next(hosts)}")


def read(found: Path | Stored | None) -> bytes | None:
    if isinstance(found, Path):
        return found.read_bytes()
    return found and b"".join(found.chunks)


def keep(archives: Archives, account_id: str, operation_id: str, data: bytes) -> None:
    archives.part(account_id, operation_id).write_bytes(data)
    archives.keep(account_id, operation_id)


def test_what_one_host_keeps_another_finds(shelf: Shelves) -> None:
    here, there = shelf(), shelf()
    keep(here, ADA, "1", b"first")
    assert read(there.find(ADA, "1")) == b"first"
    assert there.find(BOB, "1") is there.find(ADA, "2") is None


def test_it_is_not_there_before_it_is_whole_and_an_attempt_begins_anew(shelf: Shelves) -> None:
    here = shelf()
    here.part(ADA, "1").write_bytes(b"half of the fir")
    assert here.find(ADA, "1") is None
    assert not here.part(ADA, "1").exists()
    keep(here, ADA, "1", b"first")
    keep(here, ADA, "1", b"first again")
    assert read(here.find(ADA, "1")) == b"first again"
    assert not here.part(ADA, "1").exists()


def test_slices_make_the_whole(bucket: Bucket, tmp_path: Path) -> None:
    archives = open_archives(bucket, tmp_path)
    data = bytes(range(256)) * 65_537  # two slices and a little
    keep(archives, ADA, "1", data)
    assert read(archives.find(ADA, "1")) == data


def test_one_goes_all_of_an_account_go_and_the_old_go(shelf: Shelves) -> None:
    here, there = shelf(), shelf()
    for account_id, operation_id in ((ADA, "1"), (ADA, "2"), (ADA, "3"), (BOB, "1")):
        keep(here, account_id, operation_id, b"first")
    there.forget(ADA, "1")
    there.forget(ADA, "1")
    assert here.find(ADA, "1") is None
    there.forget_account(ADA)
    assert here.find(ADA, "2") is here.find(ADA, "3") is None
    rows = there.part(BOB, "4").parent / ".rows-of-one-that-was-cut-off"
    rows.mkdir()
    (rows / "accounts").write_bytes(b"{}")
    there.forget_old(time.time() - 60)
    assert rows.exists()
    assert read(here.find(BOB, "1")) == b"first"
    there.forget_old(time.time() + 60)
    assert here.find(BOB, "1") is None
    assert not rows.exists()


def test_a_bucket_that_fails_is_unavailable(store: ObjectStore, tmp_path: Path) -> None:
    lost = BucketArchives(Bucket("s3://nowhere-at-all", tuple(store.options.items())), tmp_path)
    lost.part(ADA, "1").write_bytes(b"first")
    acts: tuple[Callable[[], object], ...] = (
        lambda: lost.keep(ADA, "1"),
        lambda: lost.find(ADA, "1"),
        lambda: lost.forget_account(ADA),
        lambda: lost.forget_old(0),
    )
    for act in acts:
        with pytest.raises(problems.Unavailable, match="store of archives"):
            act()
