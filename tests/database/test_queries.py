"""Every statement of every room is understood by both engines, with the schema as it is."""

import re
import sqlite3
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import ExecStatus

import greenroom
from greenroom.database import Database, Statement
from greenroom.database.statements import parse

ROOMS = sorted(Path(greenroom.__file__).parent.rglob("queries.sql"))
STATEMENTS = [statement for room in ROOMS for statement in parse(room.read_text("utf-8"), str(room))]


class Nulls(dict[str, None]):
    """NULL for every placeholder."""

    def __missing__(self, name: str) -> None:
        return None


def refused_by_sqlite(connection: sqlite3.Connection, statement: Statement) -> str:
    try:
        connection.execute(f"EXPLAIN {statement.sqlite}", Nulls())
    except sqlite3.Error as error:
        return f"{statement.name}: {error}"
    return ""


def refused_by_postgres(connection: psycopg.Connection, statement: Statement) -> str:
    names = dict.fromkeys(re.findall(r"(?<!%)%\((\w+)\)s", statement.postgres))
    numbered = {name: f"${number}" for number, name in enumerate(names, 1)}
    result = connection.pgconn.prepare(b"", (statement.postgres % numbered).encode())
    return (
        "" if result.status == ExecStatus.COMMAND_OK else f"{statement.name}: {result.error_message.decode()}"
    )


def test_every_statement_is_understood(database: Database, database_location: str) -> None:
    if database.engine == "sqlite":
        with sqlite3.connect(database_location) as lite:
            refusals = [refused_by_sqlite(lite, statement) for statement in STATEMENTS]
        lite.close()
    else:
        with psycopg.connect(database_location) as connection:
            refusals = [refused_by_postgres(connection, statement) for statement in STATEMENTS]
    if any(refusals):
        pytest.fail("\n".join(filter(None, refusals)))
