"""The scenario `list`: pages at the beginning and deep inside, and whole lists, of few characters and of many."""

import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import product
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.bench import records
from greenroom.bench.character import Sampled
from greenroom.bench.contender import OURS, POCKETBASE, RAW, Contender, Racer, beside, label_of
from greenroom.bench.lab import Lab
from greenroom.bench.pantry import Provision, provided
from greenroom.bench.race import failures, race
from greenroom.bench.raw import raw_driver
from greenroom.bench.records import MOST, Records, serve_records
from greenroom.bench.report import Outcome, Row, label
from greenroom.bench.request import Request, send
from greenroom.bench.shelf import STEP, Pages, Shelf, listing_whole, paged, serve_shelf
from greenroom.bench.streaming import stream

TITLE = "lists of 4 KB characters: the first page and one nine tenths down, and whole lists"

_BYTES = 80_000
"""Of a page, about: so many items are asked for, or the most that a page may have."""

_DEEP = 0.9
_FIRST, _DEEP_IN, _IN_TURN = "first", "deep", "in turn"
_NOTES = (
    "PocketBase is asked for pages of as many bytes, of records about as long, the newest first and with its total.",
    "first, deep: one page again and again, which is made once; in turn: 1,000 pages, too many to be kept.",
    "raw: the engine's driver alone, which reads the rows of our own API's page.",
    "streamed: one client reads all; RSS is what the process had at most, before: what it had before that.",
)


class _Place(NamedTuple):
    """Stocked servers of one size: ours on one engine, and PocketBase's with how long its records are."""

    engine: str
    size: int
    provision: Provision
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


_Walked = dict[tuple[str, int], Pages]
"""Pages by dialect and size: to find them takes long, and they are the same on both engines."""


def lists(lab: Lab) -> Outcome:
    """Each dialect's lists beside PocketBase's and the raw driver's, then the memory that a whole list takes."""
    with ExitStack() as running:
        places = list(_places(lab, running))
        walked: _Walked = {}
        racers = (one for place in places for one in _field(lab, place, places[0], walked))
        rows = race(
            lab, [*{label_of(one): one for one in racers}.values()]
        )  # PocketBase's once for both engines
        largest = [place for place in places if place.size == lab.sizes[-1]]
        for place, dialect in product(largest, listing_whole()):
            lab.say(f"streaming {dialect.name}")
            rows.append(_streamed(place, dialect))
    return Outcome(TITLE, rows, [*records.missing(), *failures(rows)], _NOTES)


def _places(lab: Lab, running: ExitStack) -> Iterator[_Place]:
    peers = {
        size: running.enter_context(serve_records(lab, f"{POCKETBASE}-{size}", size)) for size in lab.sizes
    }
    lengths = {size: peer.sizes() if peer else {} for size, peer in peers.items()}
    for engine, size, provision in provided(lab):
        shelf = running.enter_context(serve_shelf(lab, provision, size))
        yield _Place(engine, size, provision, shelf, peers[size], lengths[size])


def _field(lab: Lab, place: _Place, smallest: _Place, walked: _Walked) -> Iterator[Racer]:
    for dialect in paged():
        where = dialect.name, place.size
        if where not in walked:  # the same on both engines
            lab.say(f"walking down {dialect.name}'s list of {place.size:,}")
            walked[where] = place.shelf.pages(dialect, _items(place, dialect))
        for asked in _pages(place, dialect, walked[where], smallest.size):
            yield from _beside_peer(place, asked)
    for dialect in listing_whole() if place.size == smallest.size else ():
        yield from _beside_peer(place, _whole(place, dialect))
    most = _items(place, paged()[-1])
    for what, after in ((_FIRST, 0.0), (_DEEP_IN, _DEEP)):
        yield raw_driver(place.provision, "list", what, place.engine, place.size, most=most, after=after)


def _items(place: _Place, dialect: Sampled) -> int:
    """How many a page of about so many bytes has."""
    return max(1, min(STEP, round(_BYTES / place.shelf.item_bytes(dialect))))


def _pages(place: _Place, dialect: Sampled, pages: Pages, smallest: int) -> Iterator[_List]:
    item = place.shelf.item_bytes(dialect)
    is_smallest = place.size == smallest
    for depth, request in {_FIRST: pages.first, _DEEP_IN: pages.deep, _IN_TURN: pages.in_turn}.items():

        def ours(depth: str = depth, size: int = place.size) -> str:
            return label(OURS, f"{dialect.name} {depth}", place.engine, size)

        others = {} if depth == _FIRST else {"beside_first": ours(_FIRST)}
        if not is_smallest and depth != _IN_TURN:
            others["beside_smallest"] = ours(size=smallest)
        if dialect == paged()[-1] and depth != _IN_TURN:
            others |= beside(label(RAW, depth, place.engine, place.size))
        if not is_smallest or depth != _IN_TURN:  # so few pages would all be kept
            yield _List(f"{dialect.name} {depth}", request, item, _DEEP if depth == _DEEP_IN else 0.0, others)


def _whole(place: _Place, dialect: Sampled) -> _List:
    request = place.shelf.whole(dialect)
    item = len(send(place.shelf.served.port, request).body) / place.shelf.characters
    return _List(f"{dialect.name} whole", request, item)


def _beside_peer(place: _Place, asked: _List) -> Iterator[Racer]:
    served, bytes_ = place.shelf.served, len(send(place.shelf.served.port, asked.request).body)
    others = dict(asked.beside) | (
        beside(label(POCKETBASE, asked.what, size=place.size)) if place.peer else {}
    )
    where = served, asked.request, place.engine, place.size
    yield Contender(OURS, asked.what, *where, known={"bytes": bytes_}, beside=others)
    if place.peer:
        request, peer = _same_bytes(place, place.peer, asked, bytes_), place.peer.served
        known = {"bytes": float(len(send(peer.port, request).body))}
        yield Contender(POCKETBASE, asked.what, peer, request, size=place.size, known=known)


def _streamed(place: _Place, dialect: Sampled) -> Row:
    row = stream(place.shelf, dialect, f"{dialect.name} streamed")
    return replace(row, engine=place.engine, size=place.size)


def _same_bytes(place: _Place, peer: Records, asked: _List, wanted: int) -> Request:
    """PocketBase's page of about as many bytes, of those records that are most like the items."""

    def unlikeness(name: str) -> float:
        return abs(math.log(place.records[name] / asked.item))

    collection = min(place.records, key=unlikeness)
    size = max(1, min(MOST, round(wanted / place.records[collection])))
    return peer.page(collection, size, 1 + int(asked.after * place.shelf.characters / size))
