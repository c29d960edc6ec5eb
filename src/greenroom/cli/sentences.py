"""What failed, in one sentence for the person at the terminal."""

import sys

from greenroom import database, settings
from greenroom.problems import Problem

_DRIVERS = ("sqlite3", "psycopg")


def refusals() -> tuple[type[Exception], ...]:
    """What may be raised although nothing of ours is wrong; of the engines' drivers, whatever has been loaded."""
    drivers = (sys.modules[name].Error for name in _DRIVERS if name in sys.modules)
    return (Problem, settings.Refused, database.Refused, OSError, *drivers)


def sentence(error: Exception) -> str:
    """What is the matter, with what the system or the database said about it."""
    if isinstance(error, OSError) and error.filename is not None:
        why = (
            "it is a file" if isinstance(error, FileExistsError) else error.strerror
        )  # where a folder is made
        return f"{error.filename} can't be used: {why}."
    if isinstance(error, Problem) and error.__cause__ is not None:
        return f"{error} ({_first_line(error.__cause__)})"
    if type(error).__module__.partition(".")[0] in _DRIVERS:
        return f"The database refused: {_first_line(error)}."
    return str(error)


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].strip()
