from pathlib import Path

import pytest
from tests.conftest import Run

from greenroom.assets.media import DirectoryMedia
from greenroom.assets.model import Asset
from greenroom.assets.store import keep
from greenroom.assets.sweep import IDLE, sweep
from greenroom.database import Database
from greenroom.kit.clock import system_clock

IDS = KEPT, ORPHAN, YOUNG_ORPHAN, BOBS = ["k" * 24, "o" * 24, "y" * 24, "b" * 24]


@pytest.fixture
def media(tmp_path: Path) -> DirectoryMedia:
    """The store in an hour and a bit, in which all but one have been lying since now."""
    earlier = DirectoryMedia(tmp_path / "media")
    for asset_id in (KEPT, ORPHAN, BOBS):
        earlier.put(asset_id, b"bytes")
    later = DirectoryMedia(tmp_path / "media", lambda: system_clock() + IDLE + 1)
    later.put(YOUNG_ORPHAN, b"bytes")
    return later


def test_only_old_bytes_that_are_nobodys_go(run: Run, populated: Database, media: DirectoryMedia) -> None:
    for account_id, asset_id in (("alice", KEPT), ("bob", BOBS)):
        run(populated.write(keep, account_id, Asset(asset_id, "image/webp", 5, 1, 1)))
    assert run(sweep(populated, media)) == 1
    assert [asset_id for asset_id in IDS if media.get(asset_id)] == [KEPT, YOUNG_ORPHAN, BOBS]
    assert run(sweep(populated, media)) == 0


def test_an_empty_store_is_swept_in_no_time(run: Run, populated: Database, tmp_path: Path) -> None:
    assert run(sweep(populated, DirectoryMedia(tmp_path / "empty"))) == 0
