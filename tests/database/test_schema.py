"""The schema: whole and in steps, on both engines."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from tests.conftest import Run

from greenroom.database import Database, open_database
from greenroom.database.engines import engine_of
from greenroom.database.migrations import advance, lay_out
from greenroom.database.schema import Schema, in_words_of, own_schema, read_schema
from greenroom.kit.clock import system_clock

SQLITE_SHAPE = """
    SELECT 'table', t.name, t.strict, t.wr, c.name, c.type, c."notnull", c.dflt_value, c.pk
    FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c WHERE t.name NOT LIKE 'sqlite_%'
    UNION ALL
    SELECT 'index', t.name, i."unique", i.partial, i.origin, c.seqno, c.name, c."desc", c.coll
    FROM pragma_table_list t JOIN pragma_index_list(t.name) i JOIN pragma_index_xinfo(i.name) c
    UNION ALL
    SELECT 'reference', t.name, f.id, f.seq, f."table", f."from", f."to", f.on_update, f.on_delete
    FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
"""
POSTGRES_SHAPE = """
    SELECT 'column', a.attrelid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod),
           a.attnotnull::text, a.attcollation::regcollation::text, pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) AND a.attnum > 0
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), NULL, NULL, NULL
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef, NULL, NULL, NULL FROM pg_indexes WHERE schemaname = 'public'
"""


def shape(location: str) -> set[tuple[object, ...]]:
    """Tables, columns, constraints and indexes, as the engine itself describes them."""
    if location.startswith("postgresql:"):
        with psycopg.connect(location) as connection:
            return set(connection.execute(POSTGRES_SHAPE.encode()).fetchall())
    with closing(sqlite3.connect(location)) as lite:
        indexes = lite.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        return {*lite.execute(SQLITE_SHAPE), *indexes}


@pytest.fixture
def stepped(engine: str, request: pytest.FixtureRequest, data_dir: Path) -> Iterator[str]:
    """A second place on the same engine."""
    if engine == "sqlite":
        yield str(data_dir / "stepped.db")
    else:
        with request.getfixturevalue("postgres_server").database("template0") as url:
            yield url


def test_the_steps_lead_to_the_whole_schema(run: Run, location: str, stepped: str) -> None:
    run(open_database(location).close())
    with engine_of(stepped).founder() as keeper, keeper.alone():
        lay_out(keeper, own_schema(), 0)
        advance(keeper, own_schema(), system_clock, 0)
    assert shape(stepped) == shape(location)
    assert len(shape(location)) > 50


def test_the_comparison_is_not_blind(location: str) -> None:
    seen = []
    with engine_of(location).founder() as keeper, keeper.alone():
        keeper.script("CREATE TABLE a (x BIGINT);")
    seen.append(shape(location))
    for change in (
        "CREATE INDEX i ON a (x);",
        "ALTER TABLE a ADD COLUMN y BIGINT DEFAULT 1;",
        "DROP INDEX i;",
    ):
        with engine_of(location).founder() as keeper, keeper.alone():
            keeper.script(change)
        seen.append(shape(location))
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


def test_every_text_column_sorts_by_code_points_on_postgres(
    database_location: str, database: Database
) -> None:
    if database.engine == "postgres":
        collations = {
            column[5]
            for column in shape(database_location)
            if column[0] == "column"
            and column[3] == "text"
            and not str(column[1]).startswith("discovered_lexemes")
        }
        assert collations == {'"C"'}


def test_words_are_replaced_outside_comments_only() -> None:
    words = {"${bytes}": "BLOB", "TEXT": 'TEXT COLLATE "C"'}
    sql = "CREATE TABLE t ( -- ${any} TEXT\n a ${bytes}, b TEXT, CONTEXT INTEGER)"
    assert (
        in_words_of(words, sql)
        == 'CREATE TABLE t ( -- ${any} TEXT\n a BLOB, b TEXT COLLATE "C", CONTEXT INTEGER)'
    )
    with pytest.raises(KeyError):
        in_words_of(words, "a ${unknown}")


@pytest.mark.parametrize(
    "names", [[], ["0002_a.sql"], ["0001_a.sql", "0003_b.sql"], ["0001_a.sql", "0001_b.sql"]]
)
def test_steps_are_numbered_without_gaps(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "schema.sql").touch()
    (tmp_path / "migrations").mkdir()
    for name in names:
        (tmp_path / "migrations" / name).touch()
    with pytest.raises(ValueError, match="numbered"):
        read_schema(tmp_path)


def test_a_schema_is_read_from_a_directory(tmp_path: Path) -> None:
    (tmp_path / "schema.sql").write_text("CREATE TABLE a (x BIGINT, y BIGINT);")
    (tmp_path / "migrations").mkdir()
    for name, sql in (("0002_y.sql", "two"), ("0001_first.sql", "one"), ("README.md", "of no importance")):
        (tmp_path / "migrations" / name).write_text(sql)
    schema = read_schema(tmp_path)
    assert isinstance(schema, Schema)
    assert (schema.version, [step.sql for step in schema.steps]) == (2, ["one", "two"])
