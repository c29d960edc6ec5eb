"""Named SQL: what is read from a file, and how it is spelt for each engine."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from greenroom.database.statements import Statement, for_postgres, parse, statements

SPELLINGS = [
    # as written, as SQLite's driver gets it, as PostgreSQL's driver gets it
    ("SELECT 1;", "SELECT 1", "SELECT 1"),
    ("SELECT :a, :b_2, :a", "SELECT :a, :b_2, :a", "SELECT %(a)s, %(b_2)s, %(a)s"),
    ("SELECT x::text FROM t", "SELECT x::text FROM t", "SELECT x::text FROM t"),
    ("SELECT :a::bigint", "SELECT :a::bigint", "SELECT %(a)s::bigint"),
    (
        "SELECT ':no', ';', '--', ':n' || :y",
        "SELECT ':no', ';', '--', ':n' || :y",
        "SELECT ':no', ';', '--', ':n' || %(y)s",
    ),
    ("SELECT 'it''s :no', :y", "SELECT 'it''s :no', :y", "SELECT 'it''s :no', %(y)s"),
    ('SELECT ":no" FROM t', 'SELECT ":no" FROM t', 'SELECT ":no" FROM t'),
    (r"SELECT E'\':no', :y", r"SELECT E'\':no', :y", r"SELECT E'\':no', %(y)s"),
    ("SELECT $$:no; '$$, :y", "SELECT $$:no; '$$, :y", "SELECT $$:no; '$$, %(y)s"),
    ("SELECT $q$ $$ :no $q$, :y", "SELECT $q$ $$ :no $q$, :y", "SELECT $q$ $$ :no $q$, %(y)s"),
    ("SELECT 7 % :n, 'a%'", "SELECT 7 % :n, 'a%'", "SELECT 7 %% %(n)s, 'a%%'"),
    ("SELECT 1 -- :no; '\n, :y", "SELECT 1  \n, :y", "SELECT 1  \n, %(y)s"),
    ("SELECT 1/* :no; ' */FROM t", "SELECT 1 FROM t", "SELECT 1 FROM t"),
    ("SELECT '\n\n  two lines'", "SELECT '\n\n  two lines'", "SELECT '\n\n  two lines'"),
]


@pytest.mark.parametrize(("written", "sqlite", "postgres"), SPELLINGS)
def test_spelling(written: str, sqlite: str, postgres: str) -> None:
    assert list(parse(f"-- name: it\n{written}", "x")) == [Statement("it", sqlite, postgres)]


def test_a_file_with_comments_and_variants() -> None:
    file = """
        -- A comment before the first name: of no importance.
-- name: plain
SELECT 1;  -- and one here

/* between two */
-- name: differs (sqlite)
SELECT 'lite';
-- name: differs (postgres)
SELECT 'gres';
-- name: mostly_the_same
SELECT 'all';
-- name: mostly_the_same (postgres)
SELECT 'gres';
"""
    assert list(parse(file, "x")) == [
        Statement("plain", "SELECT 1", "SELECT 1"),
        Statement("differs", "SELECT 'lite'", "SELECT 'gres'"),
        Statement("mostly_the_same", "SELECT 'all'", "SELECT 'gres'"),
    ]


MALFORMED = [
    ("SELECT 1;", "rooms/queries.sql: there is SQL before the first `-- name: …`"),
    ("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;", "rooms/queries.sql, line 3: a comes twice"),
    (
        "-- name: a (sqlite)\nSELECT 1;\n-- name: a (sqlite)\nSELECT 2;",
        "rooms/queries.sql, line 3: a comes twice",
    ),
    ("-- name: a\n-- name: b\nSELECT 1;", "rooms/queries.sql, line 1: a is empty"),
    ("-- name: a\nSELECT 1; SELECT 2;", "rooms/queries.sql, line 1: a holds more than one statement"),
    ("-- name: a\nSELECT 'x;", "rooms/queries.sql, line 1: a has an unclosed quote or comment"),
    ("-- name: a\nSELECT 1 /* x", "rooms/queries.sql, line 1: a has an unclosed quote or comment"),
    ("-- name: a (sqlite)\nSELECT 1;", "rooms/queries.sql: a is written for one engine only"),
    *(
        (
            f"\n{header}\nSELECT 1;",
            "rooms/queries.sql, line 2: write `-- name: some_name`, or `-- name: some_name (sqlite)`",
        )
        for header in (
            "-- name:a",
            "--name: a",
            " -- name: a",
            "-- Name: a",
            "-- name: a b",
            "-- name: a (mysql)",
            "-- name: A",
        )
    ),
]


@pytest.mark.parametrize(("file", "message"), MALFORMED)
def test_a_malformed_file_is_refused_with_its_place(file: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(file, "rooms/queries.sql")


def test_an_unknown_name_is_an_attribute_error_that_lists_the_known() -> None:
    with pytest.raises(AttributeError, match=r"x has no statement c; it has a, b"):
        _ = parse("-- name: b\nSELECT 1;\n-- name: a\nSELECT 1;", "x").c


def test_a_rooms_file_is_found_beside_its_modules() -> None:
    assert statements("greenroom.database").version.name == "version"


@given(st.text())
@example("\0' :a")
def test_a_literal_reaches_both_engines_as_it_is(text: str) -> None:
    literal = "'" + text.replace("'", "''") + "'"
    statement = parse(f"-- name: it\nSELECT {literal}, :a", "x").it
    assert statement.sqlite == f"SELECT {literal}, :a"
    assert statement.postgres % {"a": ":a"} == statement.sqlite


@given(
    st.lists(
        st.sampled_from([":a ", "::", "'", "''", '"', "--", "/*", "*/", "\n", "$$", "%", ";", "x", " ", "E'"])
    )
)
def test_no_text_is_lost_or_added(parts: list[str]) -> None:
    sql = "".join(parts)
    assert for_postgres(sql).replace("%(a)s", ":a").replace("%%", "%") == sql
