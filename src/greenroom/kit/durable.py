"""What survives a power cut: a file's bytes once they are synced, and its name only once its folder is."""

import os
from pathlib import Path


def make_durable(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if os.name == "nt":  # a folder can't be opened there, and NTFS keeps a journal of names
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
