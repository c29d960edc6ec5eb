from pathlib import Path

import pytest

from greenroom.kit.durable import make_durable


def test_a_folder_is_synced_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    make_durable(tmp_path)
    with pytest.raises(FileNotFoundError):
        make_durable(tmp_path / "none")
