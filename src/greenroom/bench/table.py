"""A report for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from greenroom.bench.disk import forgets
from greenroom.bench.report import Outcome, Report, Row


class Figure(NamedTuple):
    """How a figure is shown."""

    head: str
    form: str


FIGURES: Mapping[str, Figure] = {
    "per_second": Figure("per second", "{:,.0f}"),
    "server_ms": Figure("server ms", "{:.1f}"),
    "p50_ms": Figure("p50 ms", "{:.1f}"),
    "p99_ms": Figure("p99 ms", "{:.1f}"),
    "over_ms": Figure("over the model ms", "{:.1f}"),
    "cpu_us": Figure("CPU µs each", "{:.0f}"),
    "bytes": Figure("bytes", "{:,.0f}"),
    "commits_per_1000": Figure("commits/1000", "{:.1f}"),
    "syncs_per_1000": Figure("syncs/1000", "{:.1f}"),
    "beside_bare": Figure("× bare", "{:.2f}"),
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
}
"""All figures that are shown, in order: `bytes` of an answer, `commits_per_1000` and `syncs_per_1000` requests."""


def words(report: Report) -> str:
    """The whole report."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    machine = report.machine
    yield f"Greenroom {report.version} on {machine.processor}, Python {machine.python}, SQLite {machine.sqlite}"
    disk = "only memory, where nothing is durable" if forgets(machine.filesystem) else machine.filesystem
    yield f"Disk: {disk}; {machine.syncs_per_second:,.0f} syncs of 4 KiB a second"
    yield from report.notes
    for name, outcome in report.scenarios.items():
        yield f"\n{name}: {outcome.title}\n"
        yield from _table(outcome)
        yield from (f"  {sentence}" for sentence in (*outcome.missing, *outcome.notes))


def _table(outcome: Outcome) -> Iterator[str]:
    shown = {
        name: figure for name, figure in FIGURES.items() if any(name in row.figures for row in outcome.rows)
    }
    heads = ["server", "", *(figure.head for figure in shown.values())]
    lines = [heads, *(_cells(row, shown) for row in outcome.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        words = [cell.ljust(width) for cell, width in zip(line[:2], widths[:2], strict=True)]
        numbers = [cell.rjust(width) for cell, width in zip(line[2:], widths[2:], strict=True)]
        yield "  " + "  ".join([*words, *numbers]).rstrip()


def _cells(row: Row, shown: Mapping[str, Figure]) -> Sequence[str]:
    figures = row.figures
    numbers = (figure.form.format(figures[name]) if name in figures else "" for name, figure in shown.items())
    return [row.server, row.what, *numbers]
