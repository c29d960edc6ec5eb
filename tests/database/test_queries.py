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
NAMED = [
    (f"{room.parent.name}/{statement.name}", statement)
    for room in ROOMS
    for statement in parse(room.read_text("utf-8"), str(room))
]
STATEMENTS = [statement for _, statement in NAMED]

WALKING = {
    "accounts/accounts": "an operator's list of everybody",
    "accounts/operators": "there are few",
    "assets/known": "whoever looks for lost pictures looks at all",
    "conversations/asked_of_makers": "the replies that are being made right now",
    "conversations/differing": "a check of everything",
    "conversations/forget_days": "an hour's housekeeping, over a row for each day of each character",
    "discovery/mature_total": "an index of those for adults alone",
    "operations/waiting": "an index of those that are not done",
    "places/knowledge": "the two that one name can mean",
    "places/scene": "the two that one name can mean",
    "sessions/forget_ended": "an hour's housekeeping",
}
"""Statements that read a whole table or index, and why nobody has to wait for them."""


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


def walks_through(connection: sqlite3.Connection, statement: Statement) -> bool:
    """Whether SQLite reads a whole table or index for it, from end to end unless a LIMIT ends that, or sorts what an OR finds."""
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.sqlite}", Nulls())]
    made = re.finditer(r"(\w+)(?: ?\([\w, ]+\))? AS \(|json_each\(:\w+\) (\w+)", statement.sqlite)
    of_its_own = {"CONSTANT", *(found[1] or found[2] for found in made)}
    walks = {line.split()[1] for line in plan if line.startswith("SCAN ") and "(subquery" not in line}
    return "MULTI-INDEX OR" in plan or ("LIMIT" not in statement.sqlite and not walks <= of_its_own)


def test_no_statement_that_somebody_waits_for_walks_through_a_table(
    database: Database, database_location: str
) -> None:
    if database.engine != "sqlite":
        pytest.skip("PostgreSQL chooses by what the tables hold")
    with sqlite3.connect(database_location) as lite:
        walking = {name for name, statement in NAMED if walks_through(lite, statement)}
    lite.close()
    assert walking == {*WALKING}
