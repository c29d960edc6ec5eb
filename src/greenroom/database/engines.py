"""Which engine a location means."""

import re
from pathlib import Path

from greenroom.database.engine import Engine
from greenroom.database.refused import Refused

Location = str | Path
"""A path for SQLite, or `postgresql://…`."""

LOCATIONS = "a postgresql:// address, or the path of a SQLite file"
"""What a location may be, for people."""

_ADDRESSES = ("postgresql://", "postgres://")
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]+:", re.IGNORECASE)  # one letter would be a drive of Windows


def is_address(location: Location) -> bool:
    """Whether this is PostgreSQL's."""
    return isinstance(location, str) and location.startswith(_ADDRESSES)


def is_location(text: str) -> bool:
    """Whether this can be a location at all; a mistyped address is none, or it would become a file of that name."""
    return is_address(text) or (text.strip() != "" and not _SCHEME.match(text))


def engine_of(location: Location, *, pooled: bool = False) -> Engine:
    """The engine of `location`; `pooled` says that PostgreSQL is reached through a pooler that works by transactions.

    Raises:
        Refused: neither of these two, or a SQLite that lacks what Greenroom needs.
    """
    if isinstance(location, str) and is_address(location):
        from greenroom.database.postgres.engine import postgres_engine  # noqa: PLC0415 - 0.1 s that SQLite can spare

        return postgres_engine(location, pooled=pooled)
    if isinstance(location, str) and not is_location(location):
        raise Refused(f"A database must be {LOCATIONS}.")
    from greenroom.database.sqlite.engine import sqlite_engine  # noqa: PLC0415 - as above

    return sqlite_engine(Path(location))
