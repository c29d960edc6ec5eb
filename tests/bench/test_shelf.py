import json
from collections.abc import Iterator
from typing import Any

import pytest

from greenroom.bench.character import TEXT, Sampled
from greenroom.bench.lab import SQLITE, Lab
from greenroom.bench.pantry import shared
from greenroom.bench.request import Request, ask, send
from greenroom.bench.shelf import STEP, Shelf, listing_whole, paged, serve_shelf
from greenroom.bench.streaming import stream
from greenroom.bench.usage import memory

COUNT = 3 * STEP + 50


@pytest.fixture
def shelf(lab: Lab) -> Iterator[Shelf]:
    with serve_shelf(lab, shared(lab, SQLITE, COUNT), COUNT) as shelf:
        yield shelf


def items(shelf: Shelf, dialect: Sampled, request: Request) -> list[Any]:
    assert dialect.samples.pages
    found: list[Any] = ask(shelf.served.port, request)[dialect.samples.pages.items]
    return found


def test_there_are_lists_of_both_kinds() -> None:
    assert [dialect.name for dialect in paged()] == ["inworld", "replr", "roleplay", "native"]
    assert [dialect.name for dialect in listing_whole()] == ["convai", "npcbuilder", "roleplay"]


def test_pages_are_all_over_the_list_and_hold_what_was_asked_for(shelf: Shelf) -> None:
    for dialect in paged():
        pages = shelf.pages(dialect, STEP)
        turns = [items(shelf, dialect, pages.first._replace(path=path)) for path in pages.in_turn.in_turn]
        assert [len(turn) for turn in turns] == [STEP, STEP, STEP, COUNT % STEP]
        assert len({json.dumps(one) for turn in turns for one in turn}) == COUNT
        assert items(shelf, dialect, pages.first) == turns[0]
        assert items(shelf, dialect, pages.deep) == turns[3]


def test_an_item_is_as_long_as_it_is_on_a_page(shelf: Shelf) -> None:
    for dialect in paged():
        page = send(shelf.served.port, shelf.pages(dialect, STEP).first)
        assert len(page.body) / STEP == pytest.approx(shelf.item_bytes(dialect), rel=0.05)


def test_a_whole_list_is_streamed_to_its_end_and_its_memory_told(shelf: Shelf) -> None:
    for dialect in listing_whole():
        body = send(shelf.served.port, shelf.whole(dialect)).body
        assert len(json.loads(body)["characters"]) == COUNT
        row = stream(shelf, dialect, "all of it")
        assert row.figures["bytes"] == len(body)
        assert 0 < row.figures["rss_before_mb"] <= row.figures["rss_mb"]
        assert row.figures["rss_mb"] >= memory(shelf.served.process.pid).rss


@pytest.mark.parametrize("long", [dialect for dialect in paged() if dialect.name in {"native", "roleplay"}])
def test_its_characters_are_those_that_are_written_elsewhere(long: Sampled, shelf: Shelf) -> None:
    assert TEXT.encode() in send(shelf.served.port, shelf.pages(long, 1).first).body
