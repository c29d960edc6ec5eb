"""The scenario `explore`: pages of public characters by each order and by every kind of word, while others write."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from greenroom.bench import records
from greenroom.bench.contender import OURS, POCKETBASE, RAW, Racer, beside
from greenroom.bench.crowd import crowd
from greenroom.bench.crowd_records import CrowdRecords, answers, crowd_records, records_asked
from greenroom.bench.lab import SQLITE, Lab
from greenroom.bench.load import SLOWEST
from greenroom.bench.model import serve_model, settings_with
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import Provision, provided
from greenroom.bench.questions import MANY, Kinds, Question, kinds
from greenroom.bench.race import failures, race
from greenroom.bench.raw import raw_driver
from greenroom.bench.report import Outcome, Row, label
from greenroom.bench.request import Request
from greenroom.bench.traffic import A_SECOND, Traffic, traffic
from greenroom.bench.usage import memory
from greenroom.bench.visitors import PAUSE, Visitors
from greenroom.database.engines import engine_of

TITLE = "pages of 20 public characters by 32 clients, while others make characters and talk"

_PAGE = 20
_AIM = 20.0
_DRIVEN = ("popular", "popular in a category", "a frequent word", "a middling word", "a word nobody has")
"""What the raw driver is asked, too: it takes seconds to start."""

_NOTES = (
    f"p50 and p99: 32 clients, of whom each asks again some {PAUSE} ms after it was answered. To reach on SQLite at 1M: a p99 of at",
    f"most {_AIM:g} ms for each of them. All else: the same 32 without a pause, so that each waits for 31 others.",
    "raw: the engine's driver alone, which runs the statements of our search and reads the rows of its page, one after the other.",
    "index: how long it takes to make the index of words anew, and what file and server take in all.",
)
_BESIDE_NOTES = (
    f"PocketBase has the same characters, and an index for each order. Ours alone makes {A_SECOND} characters and says {A_SECOND} things a",
    "second meanwhile, and asks for a key; PocketBase is asked by anybody, and without a total, which spares it time.",
    "PocketBase has no index of words: its ~ finds a word's letters anywhere in name or description, ours where a word begins.",
    "It has no trends, and is not asked for them. It is started anew for each turn, as it goes on with what nobody waits for any",
    "more; where it has 0 per second, it answered nothing in any.",
)


class _Place(NamedTuple):
    """Our server on one engine with so many characters, what goes on there, and how it is opened."""

    engine: str
    size: int
    provision: Provision
    header: Mapping[str, str]
    traffic: Traffic


def explore(lab: Lab, asked: Callable[[int], Kinds] = kinds) -> Outcome:
    """Every kind of question, each in turn with the others: to ours on each engine, the raw drivers, and PocketBase."""
    rows: list[Row] = []
    failed: list[str] = []
    for size in lab.sizes:
        provisions = provided(lab._replace(sizes=(size,)), crowd)
        peer = crowd_records(lab, size)
        with ExitStack() as running:
            places = [_open(lab, running, *one) for one in provisions]
            ran = race(lab, [*_field(places, peer, size, asked(size))])
            taken = {place.engine: memory(place.traffic.served.process.pid).rss for place in places}
        failed += failures(ran)
        rows += ran
        rows += [_index(place, taken[SQLITE]) for place in places if place.engine == SQLITE]
    notes = (*_NOTES, *(() if records.missing() else _BESIDE_NOTES))
    return Outcome(TITLE, rows, [*records.missing(), *failed], notes)


def _open(lab: Lab, running: ExitStack, engine: str, size: int, provision: Provision) -> _Place:
    model = running.enter_context(serve_model(lab))
    served = running.enter_context(serve_home(lab, provision.home, settings_with(model)))
    key = provision.stock.key
    return _Place(engine, size, provision, {"Authorization": f"Bearer {key}"}, traffic(served, key))


def _field(places: Sequence[_Place], peer: CrowdRecords | None, size: int, asked: Kinds) -> Iterator[Racer]:
    """Whoever is asked the same, next to each other."""
    for what, questions in asked.items():
        theirs = peer if peer and all(map(answers, questions)) else None
        for place in places:
            yield from _ours(place, what, questions, [label(POCKETBASE, what, size=size)] if theirs else [])
        if theirs:
            paths = [records_asked(one, _PAGE) for one in islice(questions, MANY)]
            request = Request(paths[0], in_turn=paths)
            yield Visitors(POCKETBASE, what, theirs.serve, request, size=size, most=SLOWEST - 1)


def _ours(place: _Place, what: str, questions: Sequence[Question], others: Sequence[str]) -> Iterator[Racer]:
    where = place.engine, place.size
    paths = [f"/v1/explore?{urlencode({**one, 'limit': str(_PAGE)})}" for one in islice(questions, MANY)]
    request = Request(paths[0], place.header, in_turn=paths)
    driver = [label(RAW, what, *where)] if what in _DRIVEN else []
    compared = beside(*driver, *others)
    yield Visitors(OURS, what, place.traffic.going_on, request, *where, beside=compared)
    if driver:
        yield raw_driver(place.provision, "explore", what, *where, most=_PAGE, questions=questions[:MANY])


def _index(place: _Place, megabytes: float) -> Row:
    """What it costs to have words found at once."""
    home = place.provision.home
    began = time.perf_counter()
    with engine_of(home.location).keeper() as keeper, keeper.unchecked():
        pass
    figures = {
        "index_s": time.perf_counter() - began,
        "rss_mb": megabytes,
        "disk_mb": sum(path.stat().st_size for path in Path(home.folder).glob("greenroom.sqlite3*")) / 1e6,
    }
    return Row(OURS, "index", figures, [figures], SQLITE, place.size)
