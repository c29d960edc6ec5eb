"""`greenroom bench`: how quick the server is on this machine, beside others."""

import sys
from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from greenroom.bench.lab import QUICK, Effort
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.scenarios import SCENARIOS, measure
from greenroom.bench.table import words
from greenroom.cli.output import Output, say

_PARTLY = 3
_USUAL = Effort()


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
    "--in",
    "where",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the servers' data are, on the disk to be measured; default: the temporary folder.",
)
@click.option(
    "--save", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Keep the result as JSON."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output.")
def bench(
    *,
    scenarios: tuple[str, ...],
    rounds: int | None,
    seconds: int | None,
    quick: bool,
    where: Path | None,
    save: Path | None,
    as_json: bool,
) -> None:
    """Measure this server beside others: get, create, list, chat, import, start, or all of them.

    It needs Linux, two cores and wrk; PocketBase too, where it is to stand beside. Nothing of an instance of yours is
    touched. The scenario list makes 100,000 characters for each server and needs 2 GB; with all its turns it takes 20 minutes,
    with --quick three. The scenario import makes 10,000 PNG cards, or 1,000 with --quick, and needs 1 GB.
    """
    usual = QUICK if quick else _USUAL
    effort = replace(usual, rounds=rounds or usual.rounds, seconds=seconds or usual.seconds)
    try:
        report = measure(scenarios or tuple(SCENARIOS), effort, where, say)
    except Obstacle as obstacle:
        raise click.ClickException(str(obstacle)) from None
    Output(as_json).give(report, words(report))
    if save:
        save.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    if not report.complete:
        sys.exit(_PARTLY)
