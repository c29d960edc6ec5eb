"""What is said of a file that can't be opened."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from greenroom.database import Refused, is_begun, open_database, scrub


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """A folder that nobody may write in: not even root, to whom modes mean nothing."""
    folder = str(place)
    if sys.platform == "linux" and os.geteuid() == 0:
        mounting = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
        if mounting.returncode:
            pytest.skip(f"may not mount a file system here: {mounting.stderr.decode().strip()}")
        shut, opened = ["mount", "-o", "remount,ro,bind", folder], ["umount", folder]
    else:
        shut, opened = ["chmod", "a-w", folder], ["chmod", "u+w", folder]
    try:
        subprocess.run(shut, check=True)
        yield
    finally:
        subprocess.run(opened, check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not read-only there")
def test_what_cannot_be_written_is_said_to_be_that(data_dir: Path) -> None:
    open_database(data_dir / "greenroom.db")
    with read_only(data_dir):
        for ask in (is_begun, open_database):
            with pytest.raises(Refused, match=r"can't be written: it is read-only.* Make it writable"):
                ask(data_dir / "greenroom.db")
        with pytest.raises(Refused, match=f"^{data_dir} can't be written"):
            open_database(data_dir / "new.db")
    assert is_begun(data_dir / "greenroom.db")


def test_what_is_not_there_is_said_to_be_that(data_dir: Path) -> None:
    with pytest.raises(Refused, match=r"^There is no database at .*none\.db\.$"):
        scrub(data_dir / "none.db")
