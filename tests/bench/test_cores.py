import os
from collections.abc import Iterator

import pytest

from greenroom.bench.cores import Cores, choose_cores


@pytest.fixture
def all_cores() -> Iterator[set[int]]:
    before = os.sched_getaffinity(0)
    yield before
    os.sched_setaffinity(0, before)


def test_servers_and_load_get_a_core_each_where_there_are_two(all_cores: set[int]) -> None:
    cores = choose_cores()
    assert {*cores} <= all_cores
    assert cores.apart == (len(all_cores) > 1)


def test_only_cores_that_this_process_may_use_are_chosen(all_cores: set[int]) -> None:
    last = max(all_cores)
    os.sched_setaffinity(0, {last})
    assert choose_cores() == Cores(last, last)
    assert not choose_cores().apart
