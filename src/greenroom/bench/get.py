"""The scenario `get`: the owner reads one character, again and again."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

from greenroom.bench.bare import serve_bare
from greenroom.bench.character import Sampled, all_sampled, settings_of
from greenroom.bench.contender import BARE, OURS, POCKETBASE, Contender
from greenroom.bench.lab import Lab
from greenroom.bench.load import CONNECTIONS
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import first_key, serve_ours
from greenroom.bench.pocketbase import (
    MISSING,
    RECORDS,
    creation,
    find_pocketbase,
    make_collection,
    serve_pocketbase,
)
from greenroom.bench.race import failures, race
from greenroom.bench.report import Outcome, Row
from greenroom.bench.request import Request, ask, send
from greenroom.bench.served import Served

TITLE = f"one own character, read over {CONNECTIONS} connections"


class Own(NamedTuple):
    """A character that was made through a dialect, how it is read there, and what is answered."""

    dialect: str
    reading: Request
    body: bytes


def get(lab: Lab) -> Outcome:
    """Each dialect beside a bare server that answers the same bytes, and PocketBase."""
    missing: list[str] = []
    with ExitStack() as running:
        folder = lab.room(OURS)
        ours = running.enter_context(serve_ours(lab, folder, settings_of(all_sampled())))
        own = list(_characters(ours, first_key(folder), missing))
        bare = running.enter_context(serve_bare(lab, BARE, {one.dialect: one.body for one in own}))
        field = [contender for one in own for contender in _pair(one, ours, bare)]
        rows = race(lab, [*field, *_pocketbase(lab, running, missing)])
        sizes = [len(send(*where).body) for where in ()]
    return Outcome(TITLE, rows, [*missing, *failures(rows)])


def _characters(ours: Served, key: str, missing: list[str]) -> Iterator[Own]:
    """A character made through each dialect; a sentence in `missing` where that fails."""
    for dialect in all_sampled():
        try:
            yield make_own(ours, dialect, key)
        except Obstacle as obstacle:
            missing.append(f"{dialect.name} is left out: {obstacle}")
