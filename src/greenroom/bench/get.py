"""The scenario `get`: the owner of a character reads it, again and again, among few and among many of theirs."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import NamedTuple

from greenroom.bench import records
from greenroom.bench.bare import serve_bare
from greenroom.bench.contender import BARE, OURS, POCKETBASE, RAW, Contender, Racer, beside, label_of
from greenroom.bench.lab import Lab
from greenroom.bench.load import CONNECTIONS
from greenroom.bench.own import Stocked, serve_stocked
from greenroom.bench.pantry import Provision, provided
from greenroom.bench.race import failures, race
from greenroom.bench.raw import RawDriver, raw_driver
from greenroom.bench.records import TEXTS, WHOLE, Records, serve_records
from greenroom.bench.report import Outcome, label
from greenroom.bench.request import Request, send
from greenroom.bench.served import Served

TITLE = f"one own character, read over {CONNECTIONS} connections"

_NOTES = (
    "Each server checks in every request whose it is: ours a key, PocketBase a token and a rule.",
    "raw: the engine's driver alone, which runs the same statement in a loop.",
)


class _Place(NamedTuple):
    """Our server on one engine with so many characters, the raw driver on the same database."""

    engine: str
    size: int
    ours: Stocked
    raw: RawDriver


def get(lab: Lab) -> Outcome:
    """Each dialect beside a bare server that answers the same bytes, the raw driver, and PocketBase."""
    provisions = provided(lab)
    with ExitStack() as running:
        places = [_open(lab, running, *provision) for provision in provisions]
        bodies = {own.dialect: own.body for own in places[0].ours.own}
        bare = running.enter_context(serve_bare(lab, BARE, bodies))
        peers = {size: running.enter_context(_peer(lab, size)) for size in lab.sizes}
        racers = list(_field(places[0], peers[places[0].size], bare))
        racers += [one for place in places[1:] for one in _field(place, peers[place.size])]
        rows = race(
            lab, [*{label_of(one): one for one in racers}.values()]
        )  # PocketBase once for both engines
    missing = [sentence for place in places for sentence in place.ours.missing]
    return Outcome(TITLE, rows, [*missing, *records.missing(), *failures(rows)], _NOTES)


def _open(lab: Lab, running: ExitStack, engine: str, size: int, provision: Provision) -> _Place:
    ours = running.enter_context(serve_stocked(lab, provision))
    return _Place(engine, size, ours, raw_driver(provision, "get", "", engine, size))


def _peer(lab: Lab, size: int) -> AbstractContextManager[Records | None]:
    return serve_records(lab, f"{POCKETBASE}-{size}", size, {WHOLE: TEXTS[WHOLE]})


def _field(place: _Place, peer: Records | None, bare: Served | None = None) -> Iterator[Racer]:
    """Ours, with the bare server next to it where it takes part, the raw driver, and PocketBase."""
    theirs = [label(POCKETBASE, size=place.size)] if peer else []
    raw = label(RAW, "", place.engine, place.size)
    for own in place.ours.own:
        size, others = {"bytes": len(own.body)}, beside(label(BARE, own.dialect), raw, *theirs)
        where = place.ours.served, own.reading, place.engine, place.size
        yield Contender(OURS, own.dialect, *where, known=size, beside=others)
        if bare:
            yield Contender(BARE, own.dialect, bare, Request(f"/{own.dialect}"), known=size)
    yield place.raw
    if peer:
        yield _theirs(peer, place.size)


def _theirs(peer: Records, size: int) -> Racer:
    reading = peer.reading()
    answer = len(send(peer.served.port, reading).body)
    return Contender(POCKETBASE, "", peer.served, reading, size=size, known={"bytes": answer})
