"""The generated part of docs/speed.md: tables and plots, made of what `greenroom bench --save docs/speed` kept.

script/docs                  writes them anew, between the marks in the page
tests/house/test_docs.py     fails where the page or a plot is not what this makes
"""
# ruff: noqa: INP001 - a script of its folder

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from docs.plot import Line, draw

from greenroom.bench.contender import BARE, OURS, POCKETBASE, RAW
from greenroom.bench.lab import POSTGRES, SQLITE, TITLES
from greenroom.bench.report import Report, Row
from greenroom.bench.size import named
from greenroom.cli.dialects import all_dialects

PAGE = Path(__file__).parent / "speed.md"
KEPT = Path(__file__).parent / "speed"
"""A file of JSON for each scenario, and the plots."""

SCENARIOS = ("get", "create", "list", "explore", "chat", "pages", "import", "start")
MILLION = ("million/get", "million/create", "million/list")
"""A run of their own, with PocketBase among a million, too."""
CROWD = "crowd/explore"
"""Another, with PocketBase beside pages of everybody's characters."""
AGAIN = GET, CREATE, LIST, EXPLORE = ("again/get", "again/create", "again/list", "again/explore")
"""The last, mostly of what had become quicker since."""

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
    "explore": Plot(
        "A page of everybody's characters for a frequent word",
        "explore",
        "a frequent word",
        raw="a frequent word",
        theirs="a frequent word",
    ),
    "list-in-turn": Plot("Pages all over the list", "list", "native in turn", theirs="native in turn"),
}

_SPEED = Column("a second", "per_second")
_CPU = Column("CPU µs each", "cpu_us")
_OF_IT = Column("of it PostgreSQL's", "database_us")
_RAW = Column("× raw driver", "beside_raw", "{:.2f}")
_BESIDE = Column("× PocketBase", "beside_pocketbase", "{:.1f}")
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
_PAGES_FOUND = (
    Column("p50 ms", "p50_ms", "{:.1f}"),
    Column("p99 ms", "p99_ms", "{:.1f}", most=20),
    Column("p99 ms, no pause", "hasty_ms", "{:.1f}"),
    _CPU,
)
_INDEX = (
    Column("index made in s", "index_s", "{:.1f}", most=120),
    Column("MB of memory", "rss_mb"),
    Column("MB of disk", "disk_mb"),
)
_CHAT = (
    Column("p50 ms", "p50_ms", "{:.1f}"),
    Column("p99 ms", "p99_ms", "{:.1f}"),
    Column("over the model, ms", "over_ms", "{:.1f}", most=5),
)
_PAGES = (Column("server ms", "server_ms", "{:.1f}", most=10), Column("CPU µs", "cpu_us"))
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
_DRAWN = (
    *((OURS, engine, title) for engine, title in TITLES.items()),
    (POCKETBASE, "", _SERVERS[POCKETBASE]),
    *((RAW, engine, f"dashed: {title}'s driver") for engine, title in TITLES.items()),
)
"""Who is in a plot, in this order: server, engine, and how the line is called."""


def read(scenario: str) -> Report | None:
    """What was kept of a scenario."""
    file = KEPT / f"{scenario}.json"
    return msgspec.json.decode(file.read_bytes(), type=Report) if file.exists() else None


def machine_table() -> str:
    """When and on what each scenario was measured."""
    reports = {name: read(name) for name in (*SCENARIOS, MILLION[0], CROWD, *AGAIN)}
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


def first_size(
    scenario: str, columns: Sequence[Column], *, where: Callable[[Row], bool] = lambda _: True
) -> str:
    """Everybody who is meant, among the fewest characters that were measured."""
    rows = [row for row in _rows(scenario) if where(row)]
    least = min((row.size for row in rows if row.size), default=0)
    return _figures([row for row in rows if row.size in {0, least}], columns)


def last_size(scenario: str, columns: Sequence[Column]) -> str:
    """Everybody of ours, and PocketBase, among the most."""
    rows = [row for row in _rows(scenario) if row.server in {OURS, POCKETBASE}]
    most = max((row.size for row in rows), default=0)
    return _figures([row for row in rows if row.size == most], columns)


def growth(scenario: str, figure: str = "cpu_us", form: str = "{:,.0f}") -> str:
    """A figure of everybody by size, engines beside each other."""
    rows = [row for row in _rows(scenario) if row.size and figure in row.figures and not _streamed(row)]
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


def side_by_side(scenario: str, columns: Sequence[Column], same: Column) -> str:
    """A row for whatever was asked, its figures on each engine beside each other, and one that is the same on both."""
    rows = {(row.what, row.engine): row for row in _rows(scenario)}
    engines = [engine for engine in TITLES if any(there == engine for _, there in rows)]
    pairs = [(column, engine) for column in columns for engine in engines]
    lines = [
        [
            _code(what),
            *(
                _cell(rows[what, engine], column) if (what, engine) in rows else ""
                for column, engine in pairs
            ),
            _cell(rows[what, engines[0]], same) if (what, engines[0]) in rows else "",
        ]
        for what in dict.fromkeys(what for what, _ in rows)
    ]
    heads = ["", *(f"{column.head}, {TITLES[engine]}" for column, engine in pairs), same.head]
    return _markdown(heads, lines)


def among_most(scenarios: Iterable[str]) -> str:
    """What everybody of ours does a second on each engine, and PocketBase, among the most characters."""
    lines = []
    for scenario in scenarios:
        rows = _rows(scenario)
        most = max(row.size for row in rows)
        found = {(row.server, row.engine, row.what): row for row in rows if row.size == most}
        for what in dict.fromkeys(what for server, _, what in found if server == OURS):
            ours = [found.get((OURS, engine, what)) for engine in TITLES]
            theirs = found.get((POCKETBASE, "", what), found.get((POCKETBASE, "", "")))
            if theirs and all(ours):
                speeds = [_cell(row, _SPEED) for row in (*ours, theirs) if row]
                ratios = [_cell(row, _BESIDE) for row in ours if row]
                who = _who(found[OURS, SQLITE, what], engine="")
                lines.append([f"{scenario.rpartition('/')[2]}, {who}", *speeds, *ratios])
    heads = (*(f"{title}, a second" for title in TITLES.values()), "PocketBase, a second")
    return _markdown(["", *heads, *(f"{title} × PocketBase" for title in TITLES.values())], lines)


def notes(scenario: str) -> str:
    """What the bench itself said of the figures, and of what is missing."""
    report = read(scenario)
    outcome = report.scenarios[scenario.rpartition("/")[2]] if report else None
    said = [*report.notes, *report.missing, *outcome.missing, *outcome.notes] if report and outcome else []
    return "\n".join(f"- {sentence}" for sentence in said)


def _streamed(row: Row) -> bool:
    return "streamed" in row.what


def _list_pages(row: Row) -> bool:
    return row.server == OURS and not _streamed(row)


def _ratios() -> str:
    return growth(LIST, "beside_pocketbase", "{:.1f}")


BLOCKS: Mapping[str, Callable[[], str]] = {
    "machines": machine_table,
    "get": lambda: first_size(GET, _GET),
    "get among more": lambda: last_size(GET, _GET),
    "get by size": lambda: growth("get"),
    "get notes": lambda: notes(GET),
    "create": lambda: first_size(CREATE, _CREATE),
    "create among more": lambda: last_size(CREATE, _CREATE),
    "create by size": lambda: growth("create"),
    "create notes": lambda: notes(CREATE),
    "list": lambda: first_size(LIST, _LIST, where=_list_pages),
    "list by size": lambda: growth("list"),
    "list beside PocketBase": _ratios,
    "list streamed": lambda: whole("list", _STREAMED, where=_streamed),
    "a million": lambda: among_most(MILLION),
    "list notes": lambda: notes(LIST),
    "explore by size": lambda: growth("explore", "p99_ms", "{:.1f}"),
    "explore again": lambda: whole(EXPLORE, _PAGES_FOUND, where=lambda row: "hasty_ms" in row.figures),
    "explore without a pause": lambda: growth("explore", "hasty_ms", "{:.1f}"),
    "explore costs": lambda: growth("explore"),
    "explore beside PocketBase": lambda: among_most([CROWD]),
    "explore beside PocketBase by size": lambda: growth(CROWD, "beside_pocketbase", "{:.1f}"),
    "explore notes of a crowd": lambda: notes(CROWD),
    "explore index": lambda: whole("explore", _INDEX, where=lambda row: "index_s" in row.figures),
    "explore notes": lambda: notes("explore"),
    "chat": lambda: whole("chat", _CHAT),
    "pages": lambda: side_by_side("pages", _PAGES, Column("bytes", "bytes")),
    "import": lambda: whole("import", _IMPORT),
    "import notes": lambda: notes("import"),
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
    told = PLOTS[name]
    return draw(told.title, told.unit, _lines(told), named)


def write() -> None:
    """Write the page's tables, and the plots."""
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    for name in PLOTS:
        (KEPT / f"{name}.svg").write_text(plot(name), "utf-8")


def _lines(plot: Plot) -> list[Line]:
    """How much it costs each of them at each size; no points where nobody measured it."""
    rows = [row for row in _rows(plot.scenario) if row.size]
    meant = {OURS: plot.ours, RAW: plot.raw, POCKETBASE: plot.theirs}
    return [
        Line(
            called,
            sorted(
                (row.size, row.figures[plot.figure])
                for row in rows
                if (row.server, row.engine, row.what) == (server, engine, meant[server])
            ),
            dashed=server == RAW,
        )
        for server, engine, called in _DRAWN
    ]


def _rows(scenario: str) -> list[Row]:
    report = read(scenario)
    return report.scenarios[scenario.rpartition("/")[2]].rows if report else []


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
