"""Looking at all rows of a database, whatever they are: for proofs that something is gone, or that nothing is half there."""

import re
from importlib.resources import files

from greenroom.database import Row, Statement, Transaction

TABLES = re.findall(
    r"^CREATE TABLE (\w+)", files("greenroom.database").joinpath("schema.sql").read_text(), re.MULTILINE
)

NOBODYS = {"discovery_totals", "secret_mark"}
"""Tables whose rows belong to no account."""


def rows(db: Transaction, table: str) -> list[Row]:
    """Every row, in no order."""
    return db.all(query(f"SELECT * FROM {table}"), {})


def count(db: Transaction, table: str) -> int:
    found = db.one(query(f"SELECT COUNT(*) FROM {table}"), {})
    assert found
    return int(found[0])


def where(db: Transaction, *canaries: str) -> dict[str, set[str]]:
    """For each canary, the tables that have it in any column of any row, also inside of documents."""
    texts = {table: [_text(value) for row in rows(db, table) for value in row] for table in TABLES}
    return {
        canary: {table for table, values in texts.items() if any(canary in text for text in values)}
        for canary in canaries
    }


def query(sql: str) -> Statement:
    """A statement that is the same on both engines."""
    return Statement("query", sql, sql)


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
