"""The database: units of work on SQLite or PostgreSQL, named statements, migrations, backups.

    open_database(location) ──▶ Database ── read, scan, write (unit) ──▶ Transaction ── one, all, run, many (Statement)

Nothing outside this room knows which engine it is; statements that must be written for each say so in their names.
"""

from greenroom.database.database import Database
from greenroom.database.opening import is_begun, open_database, scrub
from greenroom.database.refused import Refused
from greenroom.database.statements import Statement, Statements, statements
from greenroom.database.transaction import Row, Transaction, Value

__all__ = [
    "Database",
    "Refused",
    "Row",
    "Statement",
    "Statements",
    "Transaction",
    "Value",
    "is_begun",
    "open_database",
    "scrub",
    "statements",
]
