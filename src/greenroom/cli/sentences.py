"""What failed, in one sentence for the person at the terminal."""

import sqlite3

from greenroom import database, settings
from greenroom.problems import Problem

REFUSALS: tuple[type[Exception], ...] = (
    Problem,
    settings.Refused,
    database.Refused,
    OSError,
    sqlite3.DatabaseError,
)
"""What may be raised although nothing of ours is wrong."""


def sentence(error: Exception) -> str:
    """What is the matter, with what the system or the database said about it."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename} can't be used: {error.strerror}."
    if isinstance(error, sqlite3.Error):
        return f"The database failed: {error}."
    if isinstance(error, Problem) and error.__cause__ is not None:
        return f"{error} ({_first_line(error.__cause__)})"
    return str(error)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].strip()
