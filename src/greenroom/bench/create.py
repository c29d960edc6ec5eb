"""The scenario `create`: many clients make characters at once, and each waits until its own is safe on disk."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial

from msgspec.structs import replace

from greenroom.bench import pocketbase
from greenroom.bench.character import document
from greenroom.bench.contender import OURS, POCKETBASE, Contender, Counter, beside, label
from greenroom.bench.lab import Lab
from greenroom.bench.load import CONNECTIONS
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import commits
from greenroom.bench.own import Stocked, serve_stocked
from greenroom.bench.pocketbase import Filled, serve_filled
from greenroom.bench.race import failures, race, run_round
from greenroom.bench.report import Outcome, Row
from greenroom.bench.syncs import sync_counter

TITLE = f"characters of 4 KB, created over {CONNECTIONS} connections"

_NOTES = (
    "Each checks whose it is, and keeps own characters in order of age, last change and name.",
    "Ours answers when the character is safe on disk. PocketBase doesn't wait for that, which is its default.",
)
_COMMITS = "commits_per_1000"
_SYNCS = "syncs_per_1000"


def create(lab: Lab) -> Outcome:
    """Each dialect beside PocketBase; then how often each of them waits for the disk, counted in a run of its own."""
    with ExitStack() as running:
        ours = running.enter_context(serve_stocked(lab, OURS))
        peer = running.enter_context(serve_filled(lab, POCKETBASE, document()))
        rows = race(lab, list(_field(ours, peer)))
    missing = [*ours.missing, *([] if peer else [pocketbase.MISSING]), *failures(rows)]
    try:
        rows = _with_syncs(rows, _count_syncs(lab))
    except Obstacle as obstacle:
        missing.append(f"Only the server's own count of commits is told: {obstacle}")
    return Outcome(TITLE, rows, missing, _NOTES if peer else ())


def _field(ours: Stocked, peer: Filled | None) -> Iterator[Contender]:
    counters = {_COMMITS: partial(commits, ours.served)}
    others = beside(POCKETBASE) if peer else {}
    for own in ours.own:
        yield Contender(OURS, own.dialect, ours.served, own.creation, beside=others, counters=counters)
    if peer:
        yield Contender(POCKETBASE, "", peer.served, peer.creation)


def _count_syncs(lab: Lab) -> Mapping[str, float]:
    """Syncs in a thousand creates, by label; raises Obstacle where they can't be counted."""
    ours, theirs = sync_counter(lab.room("trace-ours")), sync_counter(lab.room("trace-pocketbase"))
    lab.say("counting syncs")
    with ExitStack() as running:
        stocked = running.enter_context(serve_stocked(lab, "traced-ours", ours.prefix))
        peer = running.enter_context(serve_filled(lab, "traced-pocketbase", document(), theirs.prefix))
        counters: dict[str, Counter] = {OURS: ours.so_far, POCKETBASE: theirs.so_far}
        field = [one._replace(counters={_SYNCS: counters[one.server]}) for one in _field(stocked, peer)]
        return {one.label: run_round(lab, one)[_SYNCS] for one in field}


def _with_syncs(rows: Sequence[Row], counted: Mapping[str, float]) -> list[Row]:
    return [
        replace(row, figures={**row.figures, _SYNCS: counted[label(row.server, row.what)]}) for row in rows
    ]
