from pathlib import Path

import pytest

from greenroom.bench.disk import filesystem, forgets, syncs_per_second


def test_a_disk_can_be_synced(tmp_path: Path) -> None:
    assert syncs_per_second(tmp_path) > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("folder", "kind"), [("/proc/self", "proc"), ("/dev/shm", "tmpfs")])
def test_file_systems_are_told_apart(folder: str, kind: str) -> None:
    if not Path(folder).is_dir():
        pytest.skip(f"there is no {folder}")
    assert filesystem(Path(folder)) == kind


def test_only_memory_forgets() -> None:
    assert forgets("tmpfs")
    assert not forgets("ext4")
