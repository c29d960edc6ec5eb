"""The scenario `get`: the owner of a character reads it, again and again."""

from collections.abc import Iterator
from contextlib import ExitStack

from greenroom.bench.bare import serve_bare
from greenroom.bench.character import document
from greenroom.bench.contender import BARE, OURS, POCKETBASE, Contender, beside
from greenroom.bench.lab import Lab
from greenroom.bench.load import CONNECTIONS
from greenroom.bench.own import Stocked, serve_stocked
from greenroom.bench.pocketbase import MISSING, Filled, serve_filled
from greenroom.bench.race import failures, race
from greenroom.bench.report import Outcome
from greenroom.bench.request import Request
from greenroom.bench.served import Served

TITLE = f"one own character, read over {CONNECTIONS} connections"

_NOTES = ("Each checks in every request whose it is: ours a key, PocketBase a token and a rule.",)


def get(lab: Lab) -> Outcome:
    """Each dialect beside a bare server that answers the same bytes, and beside PocketBase."""
    with ExitStack() as running:
        ours = running.enter_context(serve_stocked(lab, OURS))
        bodies = {own.dialect: own.body for own in ours.own}
        bare = running.enter_context(serve_bare(lab, BARE, bodies))
        peer = running.enter_context(serve_filled(lab, POCKETBASE, document()))
        rows = race(lab, list(_field(ours, bare, peer)))
    missing = [] if peer else [MISSING]
    return Outcome(TITLE, rows, [*ours.missing, *missing, *failures(rows)], _NOTES if peer else ())


def _field(ours: Stocked, bare: Served, peer: Filled | None) -> Iterator[Contender]:
    for own in ours.own:
        size = {"bytes": len(own.body)}
        others = beside(f"{BARE} {own.dialect}", *([POCKETBASE] if peer else []))
        yield Contender(OURS, own.dialect, ours.served, own.reading, known=size, beside=others)
        yield Contender(BARE, own.dialect, bare, Request(f"/{own.dialect}"), known=size)
    if peer:
        yield Contender(POCKETBASE, "", peer.served, peer.reading, known={"bytes": peer.size})
