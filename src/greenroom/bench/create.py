"""The scenario `create`: many clients make characters at once, and each waits until its own is safe on disk."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from greenroom.bench import records
from greenroom.bench.contender import (
    OURS,
    POCKETBASE,
    RAW,
    Contender,
    Counter,
    Racer,
    beside,
    label_of,
)
from greenroom.bench.home import Home, characters_at, fresh_home
from greenroom.bench.lab import POSTGRES, TITLES, Lab
from greenroom.bench.load import CONNECTIONS
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import commits
from greenroom.bench.own import Stocked, serve_stocked
from greenroom.bench.pantry import Provision, copied
from greenroom.bench.postgres import own_postgres
from greenroom.bench.race import failures, race
from greenroom.bench.raw import RawDriver, raw_driver
from greenroom.bench.records import TEXTS, WHOLE, Records, serve_records
from greenroom.bench.report import Outcome, Row, label
from greenroom.bench.size import named
from greenroom.bench.stock import stock
from greenroom.bench.syncs import SyncCounter, sync_counter

TITLE = f"characters of 4 KB, created over {CONNECTIONS} connections among those that are there"

_NOTES = (
    "Each checks whose it is, and keeps own characters in order of age, last change and name.",
    "Ours answers when the character is safe on disk. PocketBase doesn't wait for that, which is its default.",
    f"raw: the engine's driver alone, which writes the same rows, with a commit for each or for {CONNECTIONS} at once.",
)
_COMMITS = "commits_per_1000"
_SYNCS = "syncs_per_1000"
_ALONE, _TOGETHER = "alone", f"{CONNECTIONS} at once"


class _Place(NamedTuple):
    """Our server on one engine, which began with so many characters; the raw driver on a copy of the same."""

    engine: str
    size: int
    home: Home
    ours: Stocked
    raw: Sequence[RawDriver]


def create(lab: Lab) -> Outcome:
    """Each dialect beside the raw driver and PocketBase; then how often each waits for the disk, counted in a run of its own."""
    with ExitStack() as running:
        places = [_open(lab, running, engine, size) for size in lab.sizes for engine in lab.engines]
        peers = {size: running.enter_context(_peer(lab, size)) for size in lab.sizes}
        racers = (one for place in places for one in _field(place, peers[place.size]))
        rows = race(
            lab, [*{label_of(one): one for one in racers}.values()]
        )  # PocketBase once for both engines
        grown = _grown(places)
    missing = [
        *(said for place in places for said in place.ours.missing),
        *records.missing(),
        *failures(rows),
    ]
    try:
        rows = _with_syncs(rows, _count_syncs(lab))
    except Obstacle as obstacle:
        missing.append(f"Only the server's own count of commits is told: {obstacle}")
    return Outcome(TITLE, rows, missing, (*_NOTES, grown))


def _open(lab: Lab, running: ExitStack, engine: str, size: int) -> _Place:
    provision = running.enter_context(copied(lab, OURS, engine, size))
    apart = running.enter_context(copied(lab, RAW, engine, size))  # lest ours grows by what others write
    raw = [
        raw_driver(apart, "create", what, engine, size, most=most)
        for what, most in ((_ALONE, 1), (_TOGETHER, CONNECTIONS))
    ]
    return _Place(engine, size, provision.home, running.enter_context(serve_stocked(lab, provision)), raw)


def _peer(lab: Lab, size: int, prefix: Sequence[str] = ()) -> AbstractContextManager[Records | None]:
    room = f"{'traced-' if prefix else ''}{POCKETBASE}-{size}"
    return serve_records(lab, room, size, {WHOLE: TEXTS[WHOLE]}, prefix)


def _field(place: _Place, peer: Records | None) -> Iterator[Racer]:
    theirs = [label(POCKETBASE, size=place.size)] if peer else []
    others = beside(label(RAW, _TOGETHER, place.engine, place.size), *theirs)
    counters = {_COMMITS: partial(commits, place.ours.served)}
    yield from _ours(place.engine, place.size, place.ours, counters, others)
    yield from place.raw
    if peer:
        yield _theirs(peer, place.size)


def _ours(
    engine: str, size: int, ours: Stocked, counters: Mapping[str, Counter], others: Mapping[str, str] = {}
) -> Iterator[Contender]:
    for own in ours.own:
        where = ours.served, own.creation, engine, size
        yield Contender(OURS, own.dialect, *where, beside=others, counters=counters)


def _theirs(peer: Records, size: int, counters: Mapping[str, Counter] = {}) -> Contender:
    return Contender(POCKETBASE, "", peer.served, peer.creation(), size=size, counters=counters)


def _grown(places: Sequence[_Place]) -> str:
    """What has become of each of ours, which grow while they are measured."""
    sizes = (f"{named(one.size)} to {characters_at(one.home):,} ({TITLES[one.engine]})" for one in places)
    return f"They grew meanwhile: {', '.join(sizes)}."


def _count_syncs(lab: Lab) -> Mapping[str, float]:
    """Syncs in a thousand creates, by label; in fresh catalogues. Raises Obstacle where they can't be counted."""
    lab.say("counting syncs")
    size, counted = lab.sizes[0], {}
    for engine in lab.engines:
        with _traced(lab, engine) as (ours, counter):
            for one in _ours(engine, size, ours, {_SYNCS: counter.so_far}):
                counted[label_of(one)] = one.run(lab, lab.effort.seconds)[_SYNCS]
    theirs = sync_counter(lab.room("trace-pocketbase"))
    with _peer(lab, size, theirs.prefix) as peer:
        if peer:
            one = _theirs(peer, size, {_SYNCS: theirs.so_far})
            counted[label_of(one)] = one.run(lab, lab.effort.seconds)[_SYNCS]
    return counted


@contextmanager
def _traced(lab: Lab, engine: str) -> Iterator[tuple[Stocked, SyncCounter]]:
    """A fresh instance of ours; on PostgreSQL it is that one's syncs that are counted, in a server of its own."""
    room = lab.room(f"trace-{engine}")
    counter = sync_counter(room)
    with ExitStack() as running:
        prefix = counter.prefix
        if engine == POSTGRES:
            lab = lab._replace(postgres=running.enter_context(own_postgres(room, lab.cores.server, prefix)))
            prefix = ()
        home = running.enter_context(fresh_home(lab, "traced", engine))
        provision = Provision(home, stock(home.folder, 0, settings=home.settings))
        yield running.enter_context(serve_stocked(lab, provision, prefix)), counter


def _with_syncs(rows: Sequence[Row], counted: Mapping[str, float]) -> list[Row]:
    return [
        replace(row, figures={**row.figures, _SYNCS: counted[row.label]}) if row.label in counted else row
        for row in rows
    ]
