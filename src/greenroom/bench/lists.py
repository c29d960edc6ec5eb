"""The scenario `list`: pages at the beginning and deep inside, and whole lists, of a thousand characters and of many."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from greenroom.bench.character import Sampled
from greenroom.bench.contender import OURS, POCKETBASE, Contender, beside, label
from greenroom.bench.lab import Lab
from greenroom.bench.pocketbase import MISSING
from greenroom.bench.race import failures, race
from greenroom.bench.records import MOST, Records, serve_records
from greenroom.bench.report import Outcome
from greenroom.bench.request import Request, send
from greenroom.bench.shelf import STEP, Shelf, listing_whole, paged, serve_shelf
from greenroom.bench.streaming import stream

SIZES: Mapping[str, int] = {"1k": 1_000, "100k": 100_000}
"""How many characters there are, by what that is called; the first is what the others are compared with."""

TITLE = "lists of 4 KB characters: the first page and one nine tenths down, and whole lists, of 1,000 and of 100,000"

_BYTES = 80_000
"""Of a page, about: so many items are asked for, or the most that a page may have."""

_DEEP = 0.9
_NOTES = (
    "PocketBase is asked for pages of as many bytes, of records about as long, the newest first and with its total.",
    "first, deep: one page again and again, which is rendered once; in turn: 1,000 pages, too many to be kept.",
    "streamed: one client reads all; RSS is what the process had at most, before: what it had before that.",
)


class _Place(NamedTuple):
    """Stocked servers of one size: ours, and PocketBase's with how long its records are."""

    size: str
    shelf: Shelf
    peer: Records | None
    records: Mapping[str, float]


class _List(NamedTuple):
    """What is asked of a dialect: a page after this part of the list, or all of it; items of so many bytes."""

    what: str
    request: Request
    item: float
    after: float = 0.0
    beside: Mapping[str, str] = {}


def lists(lab: Lab, sizes: Mapping[str, int] = SIZES) -> Outcome:
    """Each dialect's lists beside PocketBase's, then the memory that a whole list takes."""
    with ExitStack() as running:
        places = [_open(lab, running, size, count) for size, count in sizes.items()]
        rows = race(lab, [one for place, asked in _asked(places) for one in _beside_peer(place, asked)])
        for dialect in listing_whole():
            lab.say(f"streaming {dialect.name}")
            rows.append(stream(places[-1].shelf, dialect, f"{dialect.name} streamed {places[-1].size}"))
    missing = [] if places[0].peer else [MISSING]
    return Outcome(TITLE, rows, [*missing, *failures(rows)], _NOTES)


def _open(lab: Lab, running: ExitStack, size: str, count: int) -> _Place:
    lab.say(f"making {count:,} characters")
    shelf = running.enter_context(serve_shelf(lab, f"{OURS}-{size}", count))
    peer = running.enter_context(serve_records(lab, f"{POCKETBASE}-{size}", count))
    return _Place(size, shelf, peer, peer.sizes() if peer else {})


def _asked(places: Sequence[_Place]) -> Iterator[tuple[_Place, _List]]:
    for dialect in paged():
        for place in places:
            yield from ((place, asked) for asked in _pages(place, dialect, smallest=places[0].size))
    for dialect in listing_whole():
        yield places[0], _whole(places[0], dialect)


def _pages(place: _Place, dialect: Sampled, smallest: str) -> Iterator[_List]:
    item = place.shelf.item_bytes(dialect)
    pages = place.shelf.pages(dialect, max(1, min(STEP, round(_BYTES / item))))

    def named(depth: str, size: str = place.size) -> str:
        return f"{dialect.name} {depth} {size}"

    is_smallest = place.size == smallest
    for depth, request in {"first": pages.first, "deep": pages.deep, "in turn": pages.in_turn}.items():
        others = {} if depth == "first" else {"beside_first": label(OURS, named("first"))}
        if not is_smallest and depth != "in turn":
            others["beside_smallest"] = label(OURS, named(depth, smallest))
        if not is_smallest or depth != "in turn":  # so few pages would all be kept
            yield _List(named(depth), request, item, _DEEP if depth == "deep" else 0.0, others)


def _whole(place: _Place, dialect: Sampled) -> _List:
    request = place.shelf.whole(dialect)
    item = len(send(place.shelf.served.port, request).body) / place.shelf.characters
    return _List(f"{dialect.name} whole {place.size}", request, item)


def _beside_peer(place: _Place, asked: _List) -> Iterator[Contender]:
    served, bytes_ = place.shelf.served, len(send(place.shelf.served.port, asked.request).body)
    others = dict(asked.beside) | (beside(f"{POCKETBASE} {asked.what}") if place.peer else {})
    yield Contender(OURS, asked.what, served, asked.request, known={"bytes": bytes_}, beside=others)
    if place.peer:
        request = _same_bytes(place, place.peer, asked, bytes_)
        peer = place.peer.served
        yield Contender(
            POCKETBASE, asked.what, peer, request, known={"bytes": len(send(peer.port, request).body)}
        )


def _same_bytes(place: _Place, peer: Records, asked: _List, wanted: int) -> Request:
    """PocketBase's page of about as many bytes, of those records that are most like the items."""

    def unlikeness(name: str) -> float:
        return abs(math.log(place.records[name] / asked.item))

    collection = min(place.records, key=unlikeness)
    size = max(1, min(MOST, round(wanted / place.records[collection])))
    return peer.page(collection, size, 1 + int(asked.after * place.shelf.characters / size))
