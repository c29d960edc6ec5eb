"""`greenroom requests`: the request log, newest first."""

import sys
from itertools import islice

import click

from greenroom.cli.instance import Instance, on_instance
from greenroom.cli.output import Output, table
from greenroom.http.request_log import read_lines
from greenroom.kit.clock import SECOND, rfc3339


@click.command()
@click.option(
    "--last", type=click.IntRange(min=1), default=50, show_default=True, help="How many at the most."
)
@click.option("--dialect", help="Only those that this dialect answered.")
@click.option("--key", "key_id", help="Only those with the key of this id.")
@click.option("--failed", is_flag=True, help="Only those that were refused or broke.")
@on_instance
def requests(
    instance: Instance, output: Output, *, last: int, dialect: str | None, key_id: str | None, failed: bool
) -> None:
    """Show what was asked of this instance's server, newest first."""
    wanted = (
        line
        for line in read_lines(instance.place.requests)
        if (not dialect or line.dialect == dialect)
        and (not key_id or line.key_id == key_id)
        and (not failed or line.status >= 400)
    )
    newest = islice(wanted, min(last, sys.maxsize))  # islice counts no further
    found = [line._asdict() | {"moment": rfc3339(int(line.moment * SECOND))} for line in newest]
    rows = [
        (
            one["moment"],
            one["method"],
            one["path"],
            str(one["status"]),
            f"{one['seconds'] * 1000:.1f}",
            one["key_id"],
            one["note"],
        )
        for one in found
    ]
    output.give(found, table(rows, "moment", "method", "path", "status", "ms", "key", "note"))
