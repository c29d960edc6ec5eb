import os
import sys
from pathlib import Path

import pytest

from greenroom.bench.child import child
from greenroom.bench.syncs import sync_counter

SYNCING = """
import os, threading
with open("file", "wb", buffering=0) as file:
    def sync():
        file.write(b"x")
        os.fsync(file.fileno())
        os.fdatasync(file.fileno())
    threads = [threading.Thread(target=sync) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.mark.usefixtures("strace")
def test_each_wait_for_the_disk_is_counted_once_in_every_thread(tmp_path: Path) -> None:
    counter = sync_counter(tmp_path)
    command = [*counter.prefix, sys.executable, "-c", SYNCING]
    with child(command, tmp_path, max(os.sched_getaffinity(0))) as process:
        assert process.wait(30) == 0
        assert counter.so_far() == 10
