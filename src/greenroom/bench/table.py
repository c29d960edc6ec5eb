"""A report for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from greenroom.bench.disk import forgets
from greenroom.bench.lab import TITLES
from greenroom.bench.report import Outcome, Report, Row
from greenroom.bench.size import named


class Figure(NamedTuple):
    """How a figure is shown."""

    head: str
    form: str


FIGURES: Mapping[str, Figure] = {
    "per_second": Figure("per second", "{:,.0f}"),
    "server_ms": Figure("server ms", "{:.1f}"),
    "p50_ms": Figure("p50 ms", "{:.1f}"),
    "p99_ms": Figure("p99 ms", "{:.1f}"),
    "hasty_ms": Figure("p99 ms, no pause", "{:.1f}"),
    "over_ms": Figure("over the model ms", "{:.1f}"),
    "cpu_us": Figure("CPU µs each", "{:.0f}"),
    "database_us": Figure("database's", "{:.0f}"),
    "bytes": Figure("bytes", "{:,.0f}"),
    "commits_per_1000": Figure("commits/1000", "{:.1f}"),
    "syncs_per_1000": Figure("syncs/1000", "{:.1f}"),
    "beside_bare": Figure("× bare", "{:.2f}"),
    "beside_raw": Figure("× raw", "{:.2f}"),
    "beside_pocketbase": Figure("× PocketBase", "{:.2f}"),
    "beside_first": Figure("× first", "{:.2f}"),
    "beside_smallest": Figure("× smallest", "{:.2f}"),
    "mb_per_second": Figure("MB/s", "{:.0f}"),
    "rss_before_mb": Figure("before", "{:.1f}"),
    "first_answer_s": Figure("first answer s", "{:.3f}"),
    "slowest_s": Figure("slowest s", "{:.3f}"),
    "early_mb": Figure("early MB", "{:.0f}"),
    "pss_mb": Figure("PSS MB", "{:.1f}"),
    "rss_mb": Figure("RSS MB", "{:.1f}"),
    "index_s": Figure("index s", "{:.1f}"),
    "disk_mb": Figure("disk MB", "{:,.0f}"),
}
"""All figures that are shown, in order: `bytes` of an answer, `commits_per_1000` and `syncs_per_1000` requests.

Processor time is that of the server and its database; `database_us` is what of it the database server took.
"""

_WORDS = 4
"""Columns before the figures; one that is empty in all rows is left out."""


def words(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    machine = report.machine
    engines = [f"SQLite {machine.sqlite}", *([f"PostgreSQL {machine.postgres}"] if machine.postgres else [])]
    yield ", ".join(
        (f"Greenroom {report.version} on {machine.processor}", f"Python {machine.python}", *engines)
    )
    disk = "only memory, where nothing is durable" if forgets(machine.filesystem) else machine.filesystem
    yield f"Disk: {disk}; {machine.syncs_per_second:,.0f} syncs of 4 KiB a second"
    yield from (*report.notes, *report.missing)
    for name, outcome in report.scenarios.items():
        yield f"\n{name}: {outcome.title}\n"
        yield from _table(outcome)
        yield from (f"  {sentence}" for sentence in (*outcome.missing, *outcome.notes))


def _table(outcome: Outcome) -> Iterator[str]:
    shown = {
        name: figure for name, figure in FIGURES.items() if any(name in row.figures for row in outcome.rows)
    }
    heads = ["server", "", "", "", *(figure.head for figure in shown.values())]
    lines = [heads, *(_cells(row, shown) for row in outcome.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [*zip(line, widths, strict=True)]
        words = [cell.ljust(width) for cell, width in cells[:_WORDS] if width]
        numbers = [cell.rjust(width) for cell, width in cells[_WORDS:]]
        yield "  " + "  ".join([*words, *numbers]).rstrip()


def _cells(row: Row, shown: Mapping[str, Figure]) -> Sequence[str]:
    figures = row.figures
    numbers = (figure.form.format(figures[name]) if name in figures else "" for name, figure in shown.items())
    return [row.server, row.what, TITLES.get(row.engine, row.engine), named(row.size), *numbers]
