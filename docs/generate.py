"""The generated part of the documentation: docs/reference, written from the tables that the server itself works with.

The figures of docs/speed.md are another matter, of docs/figures.py.

script/docs                  writes every page anew
tests/house/test_docs.py     fails where a committed page is not what this makes
"""
# ruff: noqa: INP001 - a script of its folder

from collections.abc import Callable, Iterable, Iterator, Sequence
from inspect import getdoc
from itertools import groupby
from pathlib import Path
from textwrap import dedent

import click
from clients.generate.api import Operation, read_api
from clients.generate.python import safe
from docs import figures

from greenroom import problems
from greenroom.accounts.plans import PLANS, Plan, Rate
from greenroom.app import all_settings
from greenroom.cards.lens import CARD
from greenroom.characters.lens import Field, Kept, Lens
from greenroom.characters.losses import CORE, row_of
from greenroom.cli import cli
from greenroom.cli.dialects import all_dialects
from greenroom.client import errors, retries
from greenroom.conversations.prompt import assembly
from greenroom.conversations.prompt.shapes import SHAPES
from greenroom.dialects.kit.openapi import openapi
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.routes import Route
from greenroom.settings import Setting, Value, variable

REFERENCE = Path(__file__).parent / "reference"
WIDTH = 100
NOTICE = "<!-- Written by docs/generate.py; change the code, then run script/docs. -->"


def settings_page() -> str:
    """Every row of the settings table."""
    rows = [
        (f"`{row.name}`", _default(row.default), f"`{variable(row.name)}`", _help(row))
        for row in all_settings()
    ]
    return _page(
        "Settings",
        "A setting comes from the first of these that says it: the command line, the environment variable, a file that "
        "the variable with `_FILE` behind it names, the same two in `.env` of the working directory, `greenroom.toml` "
        "in the data folder, and else its default. A list is written with commas; in TOML also as an array. "
        "`greenroom settings` shows each value on your machine and where it comes from.",
        _table(("Setting", "Default", "Variable", "What it is"), rows),
        "## Plans\n\nRequests a minute, and how many of them may come at once, by plan and kind of endpoint.",
        _table(
            ("Plan", *Plan._fields), [(f"`{name}`", *map(_said_of, plan)) for name, plan in PLANS.items()]
        ),
    )


def cli_page() -> str:
    """The help of every command, as a terminal shows it."""
    root = click.Context(cli, info_name="greenroom", terminal_width=WIDTH, **cli.context_settings)
    parts = [f"## {one.command_path}\n\n```text\n{one.get_help()}\n```" for one in _commands(root)]
    return _page(
        "Commands",
        "Every command has `--json`: one JSON value on standard output; what people read on the way goes to standard "
        "error. Exit codes: 0 done, 1 refused or failed, 2 wrongly called, 3 done in part.",
        *parts,
    )


def problems_page() -> str:
    """Every problem in the words of every dialect."""
    spoken = all_dialects().values()
    heads = ("Problem", "Says", *(dialect.title for dialect in spoken))
    rows = [
        (f"`{kind.__name__}`", _cell(_first_line(kind)), *(_said(dialect, kind) for dialect in spoken))
        for kind in problems.ALL
    ]
    return _page(
        "Problems",
        "The closed list of ways to say no, from `src/greenroom/problems.py`. A cell is the HTTP status and the "
        "dialect's own code; a text in quotes is what that dialect says instead of the problem's own sentence.",
        _table(heads, rows),
    )


def routes_page() -> str:
    """Every path of every dialect, and the scope that a key needs there."""
    sections = [
        f"## {dialect.title}\n\nSource: {dialect.source}. The key: {dialect.how}.\n\n{_routes(dialect)}"
        for dialect in all_dialects().values()
    ]
    return _page(
        "Routes",
        "Every path is answered with and without a slash at its end, and never redirected. HEAD is answered wherever GET "
        "is. The key of an account opens every dialect; what it may do is a matter of its scopes.",
        *sections,
    )


def matrix_page() -> str:
    """What each surface can say about a character."""
    lenses = {dialect.title: dialect.lens for dialect in all_dialects().values() if dialect.lens}
    lenses["Character card V3"] = CARD
    columns = [_column(lens) for lens in lenses.values()]
    rows = [(f"`{path}`", *(column[path] for column in columns)) for path in CORE]
    return _page(
        "What each surface can say",
        "A row is a field of the character, a cell the field that stands for it. Plain: said exactly. ≈: said in the "
        "surface's own words, so that some values look coarser there than they are. –: not shown, and not touched by "
        "whatever that surface writes. Nothing is ever lost by a write through a surface that cannot see it.",
        _table(("Character", *lenses), rows),
        "## Kept\n\nFields that only one surface has. They are kept word for word and shown there alone.",
        *(f"**{name}**: {_kept(lens)}." for name, lens in lenses.items() if _kept(lens)),
    )


def prompt_page() -> str:
    """What of a character shapes its replies, and the constants of a prompt."""
    shaping = [
        (f"`{path}`", shape.how, _cell(shape.why)) for path, shape in SHAPES.items() if shape.how != "no"
    ]
    others = [(f"`{path}`", _cell(shape.why)) for path, shape in SHAPES.items() if shape.how == "no"]
    order = (getdoc(assembly) or "").partition("\n\n")[2].replace("\n", " ")
    return _page(
        "What shapes a reply",
        "Every field of a character stands in one of two tables; `[]` stands for each item of a list. The tests change each "
        "field by itself: one of the first table changes the prompt, the request's parameters, what is retrieved, what is "
        "said at first or what is done to the reply; one of the second changes nothing.",
        f"The order of a prompt: {order}.",
        "## Fields that shape replies",
        _table(("Field", "Through", "How"), shaping),
        "## Fields that don't",
        _table(("Field", "Why"), others),
        "## Where the window is too small\n\nFirst goes lore that says so of itself, then examples from the last back, then "
        "the history from its oldest turn, then other lore, knowledge and memories. The system prompt, the character's texts "
        "and instructions, the user's newest message, post-history instructions and safety stay, or the answer is "
        "`ContextTooSmall` with their sizes.",
    )


def clients_page() -> str:
    """Every operation of the clients, and what they do by themselves."""
    operations = read_api(openapi(all_dialects()["native"], "http://127.0.0.1:8700")).operations
    rows = [
        (f"`{one.name}({', '.join(_taken(one))})`", f"`{one.row}`", _cell(one.about))
        for one in sorted(operations, key=lambda one: one.name)
    ]
    _, _, tree = (getdoc(errors) or "").partition("\n\n")
    _, _, about = (getdoc(retries) or "").partition(": ")
    return _page(
        "The clients",
        "Greenroom's own API from Python – `greenroom.client`, with `Greenroom` and `AsyncGreenroom` – and from TypeScript, in "
        "`clients/typescript`. Both are made from the OpenAPI document and have every operation of it, under the same names: in "
        "TypeScript in camel case, with the body or the query as one object.",
        _table(("Operation", "Asks", "What it does"), rows),
        "In Python what is not marked by `?` must be said, ids by place and the rest by name. Where an operation creates, there is "
        "`idempotency_key` as well, and where it changes what has a revision, `if_revision`: then it holds only while the revision "
        "is that one. A `stream` is read as it comes. What is asked with is typed by `greenroom.client.params`, what is answered "
        "by `greenroom.client.types`, and what an answer holds may be sent again.",
        "## Lists\n\nA list is a page, with its `items`; who iterates over it gets those of the pages that follow as well, each asked for "
        "when it is its turn. `pages()` and `next_page()` go page by page.",
        "## Files\n\n`characters.export` answers a `File`: `data` is its bytes, `media_type` what they are, `name` what it is called, and "
        "`json()` what it says. What takes files takes bytes, and `media_type` with them.",
        f"## Retries\n\nA request is tried again after {' '.join(about.split())} So a create has an idempotency key, one for all its "
        f"repetitions: it has one effect. A server that asks for more than {retries.LONGEST:.0f} seconds is not waited for. "
        "A reply that the language model failed is kept as that, and not asked for again: `threads.reply` does. A delete that was heard and not answered finds nothing when it is tried again "
        "(`NotFoundError`), and a change with `if_revision` another revision (`PreconditionFailedError`). `max_retries` says how often, `timeout` how many seconds without a byte are too long.",
        "## Streams\n\n`threads.say`, `threads.reply` and `threads.go_on` with `stream=True`, and `threads.messages.events`, are streams: "
        "iterated over they are events (`ReplyBegun`, `ReplyText`, `ReplySignal`, `ReplyEnded`), `texts()` is the text alone, and "
        "`message()` the whole reply when it has ended. One whose connection breaks goes on behind the last event that came "
        "(`Last-Event-ID`); where none came, the same request leads to the same reply. To leave a stream does not stop the reply: "
        "`threads.messages.stop` does.",
        f"## Errors\n\n```text\n{dedent(tree.partition('  5xx')[0])}  5xx\n```\n\nEach refusal has `status`, `code`, `title`, `detail`, "
        "`errors`, `body`, `retry_after`, and the `request_id` by which the server's log knows it.",
        "## Options\n\n`Greenroom(base_url, key, timeout=…, max_retries=…, headers=…, http=…)`, where `http` is an `httpx2.Client` of one's "
        "own; `Greenroom.from_environment()` takes `GREENROOM_URL` and `GREENROOM_KEY`. `client.with_options(…)` is the same client "
        "with some of them otherwise, over the same connections.",
    )


def _taken(one: Operation) -> Iterator[str]:
    """Its arguments in Python, `?` behind those that may be left out."""
    yield from one.places
    yield from ["data"] if one.raw else ["body"] if one.whole else []
    fields = (*(() if one.raw else one.fields), *one.query)
    yield from (safe(field.name) for field in fields if field.required)
    yield from (f"{safe(field.name)}?" for field in fields if not field.required)
    yield from ["stream?"] if one.events == "asked" else []


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "cli.md": cli_page,
    "problems.md": problems_page,
    "clients.md": clients_page,
    "routes.md": routes_page,
    "matrix.md": matrix_page,
    "prompt.md": prompt_page,
}


def write() -> None:
    """Write all pages, and the figures."""
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), "utf-8")
    figures.write()


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", NOTICE, *parts)) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _first_line(documented: object) -> str:
    return (getdoc(documented) or "").partition("\n")[0]


def _default(value: Value) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if value else "none"


def _said_of(part: object) -> str:
    """What a plan says of one thing."""
    match part:
        case Rate(per_minute, burst):
            return f"{per_minute:,}, at once {burst:,}"
        case None:
            return "no limit"
        case bool():
            return "yes" if part else "no"
    return f"{part:,}"


def _help(row: Setting) -> str:
    must = "" if row.must.be == "anything" else f" Must be {row.must.be}."
    return _cell(row.help + must)


def _commands(context: click.Context) -> Iterator[click.Context]:
    """A command and those below it, each as it is called."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            yield from _commands(click.Context(command, parent=context, info_name=name))


def _said(dialect: Dialect, kind: type[problems.Problem]) -> str:
    words = dialect.errors.table[kind]
    said = f"{words.status} `{words.code}`"
    return f'{said} "{words.text}"' if words.text else said


def _routes(dialect: Dialect) -> str:
    """A row for each handler, at the path that comes first; then the other paths that it answers at."""
    first: dict[object, Route] = {}
    for route in dialect.routes:
        first.setdefault(route.handler, route)
    rows = [
        (_place(route), route.scope or "no key", _query(route), _cell(_first_line(handler)))
        for handler, route in first.items()
    ]
    others = [
        (_place(route), _place(first[route.handler]))
        for route in dialect.routes
        if route is not first[route.handler]
    ]
    table = _table(("Method and path", "Scope", "Query", "What it does"), rows)
    return "\n\n".join([table, _table(("Also answered", "As"), others)] if others else [table])


def _place(route: Route) -> str:
    return f"`{route.method} {route.path}`"


def _query(route: Route) -> str:
    return ", ".join(f"`{query.name}`" for query in route.query)


def _column(lens: Lens) -> dict[str, str]:
    """Core path → cell of one surface."""
    return {path: _expressed(row_of(lens, path)) for path in CORE}


def _expressed(row: Field | None) -> str:
    if row is None:
        return "–"
    return f"`{row.wire}`" if row.codec.kind == "exact" else f"≈ `{row.wire}`"


def _kept(lens: Lens) -> str:
    """The fields without a place in the core, those of one message together."""
    paths = [row.wire for row in lens.rows.values() if isinstance(row, Kept)]
    messages = groupby(paths, key=lambda path: path.rpartition(".")[0])
    return ", ".join(
        _group(message, [path.rpartition(".")[2] for path in below]) for message, below in messages
    )


def _group(message: str, names: Sequence[str]) -> str:
    listed = ", ".join(names)
    if not message:
        return ", ".join(f"`{name}`" for name in names)
    return f"`{message}.{listed}`" if len(names) == 1 else f"`{message}.{{{listed}}}`"


if __name__ == "__main__":
    write()
