import os
import time

from greenroom.bench.usage import cpu_seconds, memory


def test_processor_time_rises_with_work_and_not_with_waiting() -> None:
    begun, waited = cpu_seconds(os.getpid()), time.process_time()
    while time.process_time() < waited + 0.1:
        pass
    used = cpu_seconds(os.getpid()) - begun
    assert 0.05 < used < 0.5


def test_what_is_shared_counts_less() -> None:
    used = memory(os.getpid())
    assert 0 < used.pss <= used.rss < 10_000
