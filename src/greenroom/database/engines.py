"""Which engine a location means."""

from pathlib import Path

from greenroom.database.engine import Engine
from greenroom.database.refused import Refused

Location = str | Path
"""A path for SQLite, or `postgresql://…`."""


def engine_of(location: Location, *, pooled: bool = False) -> Engine:
    """The engine of `location`; `pooled` says that PostgreSQL is reached through a pooler that works by transactions.

    Raises:
        Refused: a URL that is not PostgreSQL's, or a SQLite that lacks what Greenroom needs.
    """
    if isinstance(location, str) and location.startswith(("postgresql://", "postgres://")):
        from greenroom.database.postgres.engine import postgres_engine  # noqa: PLC0415 - 0.1 s that SQLite can spare

        return postgres_engine(location, pooled=pooled)
    if isinstance(location, str) and "://" in location:
        raise Refused("A database is a path (SQLite) or a URL that begins with postgresql://.")
    from greenroom.database.sqlite.engine import sqlite_engine  # noqa: PLC0415 - as above

    return sqlite_engine(Path(location))
