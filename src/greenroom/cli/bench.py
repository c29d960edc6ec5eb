"""`greenroom bench`: how quick the server is on this machine, beside others."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from greenroom.bench.lab import QUICK, TITLES, Effort
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.report import Report
from greenroom.bench.scenarios import SCENARIOS, Subject, measure
from greenroom.bench.size import USUAL, named, read_sizes
from greenroom.bench.table import words
from greenroom.cli.output import Output, say

_PARTLY = 3
_BOTH = "both"
_USUAL = Effort()
_ENGINES: Mapping[str | None, Sequence[str]] = {
    None: (),
    _BOTH: tuple(TITLES),
    **{engine: (engine,) for engine in TITLES},
}
"""The engines by what is said of them."""


@click.command()
@click.argument("scenarios", nargs=-1, type=click.Choice(list(SCENARIOS)), metavar="[SCENARIO]...")
@click.option(
    "--rounds", type=click.IntRange(1, 1000), help=f"Turns that each gets; default: {_USUAL.rounds}."
)
@click.option(
    "--seconds", type=click.IntRange(1, 600), help=f"How long each lasts; default: {_USUAL.seconds}."
)
@click.option(
    "--quick", is_flag=True, help=f"Only {QUICK.rounds} turns of {QUICK.seconds} s: for a first look."
)
@click.option(
    "--engine",
    type=click.Choice([*TITLES, _BOTH]),
    help="The database to measure with; default: both, if there is a PostgreSQL.",
)
@click.option(
    "--database",
    metavar="URL",
    help="A PostgreSQL to measure, by a role that may create databases: its own, and dropped again; default: a fresh one.",
)
@click.option(
    "--sizes",
    default=",".join(map(named, USUAL)),
    show_default=True,
    metavar="SIZES",
    help="How many characters there are, where that matters: also 1k,100k,1M.",
)
@click.option(
    "--in",
    "where",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the servers' data are, on the disk to be measured; default: the temporary folder.",
)
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Keep the result as JSON after each scenario: in this file, or in this folder in a file for each.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output.")
def bench(
    *,
    scenarios: tuple[str, ...],
    rounds: int | None,
    seconds: int | None,
    quick: bool,
    engine: str | None,
    database: str | None,
    sizes: str,
    where: Path | None,
    save: Path | None,
    as_json: bool,
) -> None:
    """Measure this server beside others: get, create, list, explore, chat, import, pages, start, or all of them.

    It needs Linux, two cores and wrk; PocketBase and PostgreSQL too, where they are to stand beside. Nothing of an instance
    of yours is touched. A hundred thousand characters need 3 GB and a million 30, beside minutes to make them; the
    scenario import makes 10,000 PNG cards, or 1,000 with --quick, and needs 1 GB. docs/speed.md says how long it takes.
    """
    usual = QUICK if quick else _USUAL
    effort = replace(usual, rounds=rounds or usual.rounds, seconds=seconds or usual.seconds)
    try:
        subject = Subject(_ENGINES[engine], read_sizes(sizes), database)
        report = measure(scenarios or tuple(SCENARIOS), subject, effort, where, say, partial(_keep, save))
    except Obstacle as obstacle:
        raise click.ClickException(str(obstacle)) from None
    Output(as_json).give(report, words(report))
    if not report.complete:
        sys.exit(_PARTLY)


def _keep(place: Path | None, report: Report) -> None:
    if place is None:
        return
    parts = {place / f"{name}.json": part for name, part in report.parts()}
    for file, part in parts.items() if place.is_dir() else [(place, report)]:
        file.write_bytes(msgspec.json.format(msgspec.json.encode(part)) + b"\n")
