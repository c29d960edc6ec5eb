import gc
from collections.abc import Iterator

import pytest

from greenroom.cli import garbage


@pytest.fixture
def _as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("_as_before")
def test_what_a_server_began_with_is_not_looked_through_again() -> None:
    garbage.settle()
    assert gc.get_freeze_count() > len(gc.get_objects())


@pytest.mark.usefixtures("_as_before")
def test_cycles_are_still_found() -> None:
    garbage.settle()
    assert gc.isenabled()
    ring: list[object] = []
    ring.append(ring)
    del ring
    assert gc.collect() >= 1
