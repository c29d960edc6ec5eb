"""`greenroom db`: databases as a whole."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from greenroom.cli.backup import check_folder
from greenroom.cli.output import Output, say, table
from greenroom.database.copying import Copied, copy_database
from greenroom.database.engines import LOCATIONS, is_address, is_location
from greenroom.kit.privacy import only_for_owner
from greenroom.settings import Refused

_OFTEN = 1.0
"""Seconds between two lines about one table."""


@click.group()
def db() -> None:
    """Copy a database to the other engine, or to another place."""


@db.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--json", "as_json", is_flag=True, help="One JSON value on standard output.")
def copy(*, source: str, target: str, as_json: bool) -> None:
    """Copy the database at FROM to TO, where there is none yet or an empty one, and compare row by row.

    Each is a postgresql:// address or the path of a SQLite file. What a server writes meanwhile is not in the copy, so
    stop it first. Pictures and the server's secret are in the data folder, which stays as it is: serve with it, and the
    new database, afterwards. Exit code 1 says that the copy is not what was read.
    """
    for location in (source, target):
        if not is_location(location):
            raise Refused(f"A database must be {LOCATIONS}.")
    if not is_address(target):
        check_folder(Path(target))
    begun = time.monotonic()
    with only_for_owner():
        copied = copy_database(source, target, _Told())
    seconds = round(time.monotonic() - begun, 3)
    Output(as_json).give(_shown(copied, seconds), _words(copied, seconds))
    if not all(one.equal for one in copied.values()):
        say("The copy differs from what was read; don't use it.")
        sys.exit(1)


class _Told:
    """Says how far it has come, once in a while."""

    def __init__(self) -> None:
        self._table = ""
        self._last = 0.0

    def __call__(self, name: str, rows: int) -> None:
        if time.monotonic() - self._last >= _OFTEN or (name != self._table and rows):
            self._table, self._last = name, time.monotonic()
            say(f"{name}: {rows:,} rows …")


def _shown(copied: Mapping[str, Copied], seconds: float) -> dict[str, Any]:
    return {
        "equal": all(one.equal for one in copied.values()),
        "rows": sum(one.source.items for one in copied.values()),
        "seconds": seconds,
        "tables": {
            name: {
                "rows": one.source.items,
                "digest": one.source.digest,
                "copied_rows": one.copy.items,
                "copied_digest": one.copy.digest,
                "equal": one.equal,
            }
            for name, one in copied.items()
        },
    }


def _words(copied: Mapping[str, Copied], seconds: float) -> str:
    rows = [
        (name, f"{one.source.items:,}", one.source.digest[:16], "equal" if one.equal else "DIFFERENT")
        for name, one in copied.items()
        if one.source.items or not one.equal
    ]
    count = sum(one.source.items for one in copied.values())
    return f"{table(rows, 'table', 'rows', 'digest', 'copy')}\n{count:,} rows in {seconds:.1f} s."
