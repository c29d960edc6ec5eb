from collections.abc import Mapping
from typing import Any

import pytest

from greenroom.bench.home import characters_at
from greenroom.bench.lab import POSTGRES, SQLITE, Lab
from greenroom.bench.pantry import copied, provided, shared
from greenroom.bench.shelf import paged, serve_shelf

COUNT = 30


@pytest.fixture
def both(both: Lab) -> Lab:
    return both._replace(sizes=(COUNT,))


def test_what_is_shared_is_made_once_and_is_the_same_on_both_engines(both: Lab, said: list[str]) -> None:
    (_, _, ours), (_, _, theirs) = provided(both)
    assert [ours, theirs] == [shared(both, engine, COUNT) for engine in both.engines]
    assert said == [f"making {COUNT} characters ({SQLITE})", f"making {COUNT} characters ({POSTGRES})"]
    assert ours.stock == theirs.stock
    assert (ours.home.address, characters_at(ours.home), characters_at(theirs.home)) == (None, COUNT, COUNT)


def test_a_page_of_one_engine_leads_on_in_the_other(both: Lab) -> None:
    (_, _, ours), (_, _, theirs) = provided(both)
    size, native = 10, paged()[-1]
    assert native.samples.pages
    with serve_shelf(both, ours, COUNT) as shelf:
        page = shelf.ask(native, native.samples.pages.path(size, None))
        path = native.samples.pages.path(size, page)
        following = ids(shelf.ask(native, path))
    with serve_shelf(both, theirs, COUNT) as shelf:
        assert ids(shelf.ask(native, path)) == following
    assert len(following) == size


def ids(page: Mapping[str, Any]) -> list[str]:
    return [one["id"] for one in page["items"]]


def test_a_copy_is_there_as_long_as_the_block_and_what_it_is_of_stays(both: Lab) -> None:
    for engine, _, source in provided(both):
        with copied(both, "room", engine, COUNT) as provision:
            assert characters_at(provision.home) == COUNT
            assert provision.home.location != source.home.location
        assert not provision.home.folder.exists()
        assert characters_at(source.home) == COUNT
