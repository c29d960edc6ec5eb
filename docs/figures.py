"""The generated part of docs/speed.md: tables and plots, made of what `greenroom bench --save docs/speed` kept.

script/docs                  writes them anew, between the marks in the page
tests/house/test_docs.py     fails where the page or a plot is not what this makes
"""
# ruff: noqa: INP001 - a script of its folder

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import pygal
from pygal.style import Style

from greenroom.bench.contender import BARE, OURS, POCKETBASE, RAW
from greenroom.bench.lab import POSTGRES, TITLES
from greenroom.bench.report import Report, Row
from greenroom.bench.size import named
from greenroom.cli.dialects import all_dialects

PAGE = Path(__file__).parent / "speed.md"
KEPT = Path(__file__).parent / "speed"
"""A file of JSON for each scenario, and the plots."""

SCENARIOS = ("get", "create", "list", "explore", "chat", "pages", "import", "start")

_MARKED = re.compile(r"(?<=<!-- figures: )([\w ]+)( -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)
_SERVERS = {BARE: "bare Starlette", POCKETBASE: "PocketBase", RAW: "raw driver", "model": "the model alone"}


class Column(NamedTuple):
    """A figure of a table; what is not at least, or not at most its aim is bold."""

    head: str
    figure: str
    form: str = "{:,.0f}"
    least: float | None = None
    most: float | None = None


class Plot(NamedTuple):
    """How the cost of a request grows with size: what contenders do who are called so, by whoever they are."""

    title: str
    scenario: str
    ours: str
    raw: str = ""
    theirs: str = ""
    figure: str = "cpu_us"
    unit: str = "µs of processor time for each"


PLOTS: Mapping[str, Plot] = {
    "get": Plot("Reading one character, by how many there are", "get", "native"),
    "create": Plot("Making a character, by how many there are", "create", "native", raw="32 at once"),
    "list-first": Plot("A first page of 80 kB", "list", "native first", raw="first", theirs="native first"),
    "list-deep": Plot("A page nine tenths down", "list", "native deep", raw="deep", theirs="native deep"),
    "list-in-turn": Plot("Pages all over the list", "list", "native in turn", theirs="native in turn"),
}

_SPEED = Column("a second", "per_second")
_CPU = Column("CPU µs each", "cpu_us")
_OF_IT = Column("of it PostgreSQL's", "database_us")
_RAW = Column("× raw driver", "beside_raw", "{:.2f}")
_GET = (
    _SPEED,
    Column("p99 ms", "p99_ms", "{:.1f}"),
    _CPU,
    _OF_IT,
    Column("× bare Starlette", "beside_bare", "{:.2f}", least=0.5),
    _RAW,
    Column("× PocketBase", "beside_pocketbase", "{:.1f}", least=3),
)
_CREATE = (
    _SPEED,
    Column("p99 ms", "p99_ms", "{:.1f}"),
    _CPU,
    _OF_IT,
    Column("syncs for 1,000", "syncs_per_1000", most=125),
    _RAW,
    Column("× PocketBase", "beside_pocketbase", "{:.1f}", least=3),
)
_LIST = (
    Column("bytes", "bytes"),
    _SPEED,
    _CPU,
    _RAW,
    Column("× PocketBase", "beside_pocketbase", "{:.1f}", least=5),
)
_STREAMED = (
    Column("bytes", "bytes"),
    Column("MB/s", "mb_per_second"),
    Column("MB before", "rss_before_mb", "{:.1f}"),
    Column("MB at most", "rss_mb", "{:.1f}"),
)
_CHAT = (
    Column("p50 ms", "p50_ms", "{:.1f}"),
    Column("p99 ms", "p99_ms", "{:.1f}"),
    Column("over the model, ms", "over_ms", "{:.1f}", most=5),
)
_PAGES = (
    Column("server ms", "server_ms", "{:.1f}", most=10),
    Column("p99 ms", "p99_ms", "{:.1f}"),
    Column("CPU µs", "cpu_us"),
    Column("bytes", "bytes"),
)
_IMPORT = (
    Column("cards a second", "per_second", least=300),
    _CPU,
    Column("MB when a quarter was done", "early_mb"),
    Column("MB at most", "pss_mb"),
)
_START = (
    Column("first answer s", "first_answer_s", "{:.2f}", most=0.8),
    Column("slowest s", "slowest_s", "{:.2f}"),
    Column("PSS MB", "pss_mb", most=90),
    Column("RSS MB", "rss_mb"),
)

_GREY = "#7d858f"
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground=_GREY,
    foreground_strong=_GREY,
    foreground_subtle=_GREY,
    guide_stroke_color=f"{_GREY}40",
    major_guide_stroke_color=f"{_GREY}80",
    guide_stroke_dasharray="0",
    major_guide_stroke_dasharray="0",
    colors=("#2f7ed8", "#d9622b", "#2f7ed8", "#d9622b", "#2c9c69"),
    font_family="system-ui, sans-serif",
    title_font_size=15,
    legend_font_size=13,
    label_font_size=12,
    major_label_font_size=12,
)
_CSS = "text.title,.legends .legend text,.axis text,.axis text.major{fill:#57606a}"
_CSS += "@media(prefers-color-scheme:dark){text.title,.legends .legend text,.axis text,.axis text.major{fill:#adb5bd}}"
_LOOK: Mapping[str, object] = {
    "logarithmic": True,
    "width": 760,
    "height": 400,
    "js": [],
    "no_prefix": True,
    "disable_xml_declaration": True,
    "legend_at_bottom": True,
    "legend_at_bottom_columns": 3,
    "legend_box_size": 10,
    "dots_size": 3,
    "show_x_guides": True,
    "truncate_legend": -1,
    "x_value_formatter": lambda size: named(round(size)),
    "value_formatter": lambda value: f"{value:,.0f}",
}
"""One that suits light pages and dark ones, without a script."""

_DASHED = "5,4"
_MORE = re.compile(r"<!--.*?-->|<desc[^>]*>.*?</desc>|<title>Pygal</title>", re.DOTALL)


def read(scenario: str) -> Report | None:
    """What was kept of a scenario."""
    file = KEPT / f"{scenario}.json"
    return msgspec.json.decode(file.read_bytes(), type=Report) if file.exists() else None


def machine_table() -> str:
    """When and on what each scenario was measured."""
    reports = {name: read(name) for name in SCENARIOS}
    rows = [_machine(name, report) for name, report in reports.items() if report]
    heads = (
        "scenario",
        "began",
        "Greenroom",
        "on",
        "Python, SQLite, PostgreSQL",
        "disk, syncs a second",
        "load before",
        "rounds",
    )
    return _markdown(heads, rows)


def _machine(name: str, report: Report) -> Sequence[str]:
    machine, effort = report.machine, report.effort
    busy = f"**{machine.load:.1f}**" if machine.load > 0.5 else f"{machine.load:.1f}"
    engines = ", ".join(filter(None, (machine.python, machine.sqlite, machine.postgres)))
    disk = f"{machine.filesystem}, {machine.syncs_per_second:,.0f}"
    rounds = f"{effort.rounds} × {effort.seconds} s"
    begun = report.begun_at[:16].replace("T", " ")
    return f"`{name}`", begun, report.version, machine.processor, engines, disk, busy, rounds


def first_size(scenario: str, columns: Sequence[Column]) -> str:
    """Everybody among the fewest characters that were measured."""
    rows = _rows(scenario)
    least = min((row.size for row in rows if row.size), default=0)
    return _figures([row for row in rows if row.size in {0, least}], columns)


def growth(scenario: str, figure: str = "cpu_us", form: str = "{:,.0f}") -> str:
    """A figure of everybody by size, engines beside each other."""
    rows = [row for row in _rows(scenario) if row.size and "streamed" not in row.what]
    sizes = sorted({row.size for row in rows})
    found = {(_who(row, engine=""), row.engine, row.size): row.figures.get(figure) for row in rows}
    heads = [f"{TITLES.get(engine, engine)} {named(size)}".strip() for engine in TITLES for size in sizes]
    lines = []
    for who in dict.fromkeys(who for who, _, _ in found):
        cells = [
            found.get((who, engine, size), found.get((who, "", size))) for engine in TITLES for size in sizes
        ]
        lines.append([who, *("" if cell is None else form.format(cell) for cell in cells)])
    return _markdown(["", *heads], lines)


def whole(scenario: str, columns: Sequence[Column], *, where: Callable[[Row], bool] = lambda _: True) -> str:
    """All rows of a scenario that are meant."""
    return _figures([row for row in _rows(scenario) if where(row)], columns)


def notes(scenario: str) -> str:
    """What the bench itself said of the figures, and of what is missing."""
    report = read(scenario)
    outcome = report.scenarios[scenario] if report else None
    said = [*report.notes, *report.missing, *outcome.missing, *outcome.notes] if report and outcome else []
    return "\n".join(f"- {sentence}" for sentence in said)


def _streamed(row: Row) -> bool:
    return "streamed" in row.what


def _list_pages(row: Row) -> bool:
    return row.server == OURS and not _streamed(row)


def _ratios() -> str:
    return growth("list", "beside_pocketbase", "{:.1f}")


BLOCKS: Mapping[str, Callable[[], str]] = {
    "machines": machine_table,
    "get": lambda: first_size("get", _GET),
    "get by size": lambda: growth("get"),
    "get notes": lambda: notes("get"),
    "create": lambda: first_size("create", _CREATE),
    "create by size": lambda: growth("create"),
    "create notes": lambda: notes("create"),
    "list": lambda: whole("list", _LIST, where=_list_pages),
    "list by size": lambda: growth("list"),
    "list beside PocketBase": _ratios,
    "list streamed": lambda: whole("list", _STREAMED, where=_streamed),
    "list notes": lambda: notes("list"),
    "chat": lambda: whole("chat", _CHAT),
    "pages": lambda: whole("pages", _PAGES),
    "import": lambda: whole("import", _IMPORT),
    "start": lambda: whole("start", _START),
}
"""What stands between the marks of these names."""


def page(text: str) -> str:
    """The page with its tables as they are now; raises KeyError for a mark that means nothing."""
    return _MARKED.sub(lambda mark: f"{mark[1]}{mark[2]}\n{BLOCKS[mark[1]]()}\n\n", text)


def marks(text: str) -> list[str]:
    """The names of the marks in a page."""
    return [mark[1] for mark in _MARKED.finditer(text)]


def plot(name: str) -> str:
    """One of the plots, as SVG."""
    plot = PLOTS[name]
    css = ["file://style.css", "file://graph.css", f"inline:{_CSS}"]
    chart = pygal.XY(title=plot.title, y_title=plot.unit, style=_STYLE, css=css, **_LOOK)
    lines = _lines(plot)
    for called, line in lines.items():
        dashes = {"dasharray": _DASHED} if called.startswith(_SERVERS[RAW]) else {}
        chart.add(called, line, stroke_style={"width": 2, **dashes})
    points = [point for line in lines.values() for point in line]
    chart.x_labels = sorted({size for size, _ in points}) or [1]
    chart.xrange = chart.x_labels[0] / 2, chart.x_labels[-1] * 2
    chart.y_labels = _decades([cost for _, cost in points])
    chart.range = chart.y_labels[0], chart.y_labels[-1]
    return _MORE.sub("", chart.render(is_unicode=True)) + "\n"


def write() -> None:
    """Write the page's tables, and the plots."""
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    for name in PLOTS:
        (KEPT / f"{name}.svg").write_text(plot(name), "utf-8")


def _lines(plot: Plot) -> Mapping[str, list[tuple[int, float]]]:
    """By what they are called: how much it costs at each size; empty where nobody measured it."""
    meant = {OURS: plot.ours, RAW: plot.raw, POCKETBASE: plot.theirs}
    lines = {
        f"{shown}{' on ' if engine and shown else ''}{TITLES.get(engine, '')}": (server, engine)
        for server, shown in ((OURS, ""), (RAW, _SERVERS[RAW]), (POCKETBASE, _SERVERS[POCKETBASE]))
        for engine in (("",) if server == POCKETBASE else TITLES)
    }
    rows = [row for row in _rows(plot.scenario) if row.size]
    return {
        called: sorted(
            (row.size, row.figures[plot.figure])
            for row in rows
            if (row.server, row.engine, row.what) == (server, engine, meant[server])
        )
        for called, (server, engine) in lines.items()
    }


def _decades(costs: Iterable[float]) -> list[int]:
    """Powers of ten that hold them all between them."""
    found = sorted(costs) or [1.0]
    least, most = math.floor(math.log10(found[0])), math.ceil(math.log10(found[-1]))
    return [10**power for power in range(least, max(most, least + 1) + 1)]


def _rows(scenario: str) -> list[Row]:
    report = read(scenario)
    return report.scenarios[scenario].rows if report else []


def _figures(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """A row for each, with the columns that any of them has."""
    there = [column for column in columns if any(column.figure in row.figures for row in rows)]
    lines = [[_who(row), *(_cell(row, column) for column in there)] for row in rows]
    return _markdown(["", *(column.head for column in there)], lines)


def _cell(row: Row, column: Column) -> str:
    value = row.figures.get(column.figure)
    if value is None:
        return ""
    said = column.form.format(value)
    missed = (column.least is not None and value < column.least) or (
        column.most is not None and value > column.most
    )
    return f"**{said}**" if missed and row.server == OURS and row.engine != POSTGRES else said


def _who(row: Row, engine: str | None = None) -> str:
    """What a contender is called in a table; ours by the dialect, where there is one."""
    titles = {name: dialect.title for name, dialect in all_dialects().items()}
    first, _, rest = row.what.partition(" ")
    what = f"{titles[first]} {rest}".strip() if first in titles else row.what
    server = _SERVERS.get(row.server, "")
    title = TITLES.get(row.engine, "") if engine is None else engine
    return ", ".join(filter(None, (server, _code(what), title)))


def _code(what: str) -> str:
    """A path of a page as such."""
    return f"`{what}`" if what.startswith("/") else what


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))
