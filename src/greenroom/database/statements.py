"""Named SQL: each room keeps its statements in a file `queries.sql` of its own.

    -- name: find_character
    SELECT draft FROM characters WHERE account_id = :account_id AND character_id = :character_id;

    -- name: newest (sqlite)
    …
    -- name: newest (postgres)
    …

A statement named for an engine serves that engine; one without serves those that have none of their own. Comments
may stand anywhere. Placeholders are `:name`; PostgreSQL's driver wants `%(name)s`, so there is a second spelling.
"""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

ENGINES = ("sqlite", "postgres")

_TOKEN = re.compile(
    r"""
      (?P<comment>     --[^\n]* | /\*.*?\*/ )
    | (?P<quoted>      [eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$ )
    | (?P<cast>        :: )
    | (?P<placeholder> :(?P<name>[A-Za-z_]\w*) )
    | (?P<end>         ; )
    | (?P<unclosed>    ['"] | /\* )
    | (?P<word>        \w+ )
    | (?P<other>       . )
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(rf"-- name: (?P<name>[a-z]\w*)(?: \((?P<engine>{'|'.join(ENGINES)})\))?\s*")
_LIKE_A_HEADER = re.compile(r"\s*--\s*name\s*:", re.IGNORECASE)


class Statement(NamedTuple):
    """One SQL statement as each engine's driver wants it: `:name` for SQLite, `%(name)s` and `%%` for PostgreSQL."""

    name: str
    sqlite: str
    postgres: str


class Statements:
    """The statements of one file, as attributes."""

    def __init__(self, source: str, named: Mapping[str, Statement]) -> None:
        self._source = source
        self._named = named
        vars(self).update(named)

    def __getattr__(self, name: str) -> Statement:
        """Asked only for what the file does not have."""
        raise AttributeError(
            f"{self._source} has no statement {name}; it has {', '.join(sorted(self._named))}"
        )

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._named.values())


def statements(package: str) -> Statements:
    """The statements of `queries.sql` beside the modules of `package`.

    Raises:
        ValueError: the file is malformed; the message says where.
    """
    return parse(files(package).joinpath("queries.sql").read_text("utf-8"), f"{package}/queries.sql")


def parse(text: str, source: str) -> Statements:
    """The statements written in `text`; `source` is its name in messages.

    Raises:
        ValueError: a header is malformed or comes twice, or a body is not exactly one statement.
    """
    bodies: dict[str, dict[str | None, str]] = {}
    for place, name, engine, body in _sections(text, source):
        of_name = bodies.setdefault(name, {})
        if engine in of_name:
            raise ValueError(f"{place}: {name} comes twice")
        of_name[engine] = _single(body, f"{place}: {name}")
    return Statements(source, {name: _statement(name, of_name, source) for name, of_name in bodies.items()})


def for_postgres(sql: str) -> str:
    """`sql` with `:name` as `%(name)s` and every other percent sign doubled."""
    return "".join(
        f"%({token['name']})s" if token["placeholder"] else token[0].replace("%", "%%")
        for token in _TOKEN.finditer(sql)
    )


def _sections(text: str, source: str) -> Iterator[tuple[str, str, str | None, str]]:
    """(place, name, engine, body) of each section; before the first one there may be comments only."""
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if _LIKE_A_HEADER.match(line)]
    bounds = [*starts, len(lines)]
    if _without_comments("".join(lines[: bounds[0]])):
        raise ValueError(f"{source}: there is SQL before the first `-- name: …`")
    for start, end in pairwise(bounds):
        place = f"{source}, line {start + 1}"
        header = _HEADER.fullmatch(lines[start])
        if header is None:
            raise ValueError(f"{place}: write `-- name: some_name`, or `-- name: some_name (sqlite)`")
        yield place, header["name"], header["engine"], "".join(lines[start + 1 : end])


def _single(body: str, place: str) -> str:
    """`body` without comments and final semicolon, if it is one statement."""
    sql = _without_comments(body).removesuffix(";").rstrip()
    kinds = {token.lastgroup for token in _TOKEN.finditer(sql)}
    for wrong, why in (
        ("end", "holds more than one statement"),
        ("unclosed", "has an unclosed quote or comment"),
    ):
        if wrong in kinds:
            raise ValueError(f"{place} {why}")
    if not sql:
        raise ValueError(f"{place} is empty")
    return sql


def _statement(name: str, bodies: Mapping[str | None, str], source: str) -> Statement:
    sqlite, postgres = (bodies.get(engine) or bodies.get(None) for engine in ENGINES)
    if sqlite is None or postgres is None:
        raise ValueError(f"{source}: {name} is written for one engine only")
    return Statement(name, sqlite, for_postgres(postgres))


def _without_comments(sql: str) -> str:
    return "".join(" " if token["comment"] else token[0] for token in _TOKEN.finditer(sql)).strip()
