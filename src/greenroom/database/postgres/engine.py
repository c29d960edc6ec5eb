"""PostgreSQL at one URL."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import psycopg

from greenroom import problems
from greenroom.database.engine import Engine
from greenroom.database.postgres.database import postgres_database
from greenroom.database.postgres.keeper import PostgresKeeper
from greenroom.database.postgres.server import Server
from greenroom.database.refused import Refused


def postgres_engine(url: str, *, pooled: bool) -> Engine:
    """The engine for the database at `url`, which must exist, if only empty.

    Raises:
        Refused: `url` can't be understood.
    """
    try:
        server = Server(url, pooled=pooled)
    except psycopg.ProgrammingError as error:
        raise Refused(f"The URL of the database can't be understood: {str(error).strip()}.") from error
    keeper = partial(_keeper, server)
    return Engine(
        name="postgres",
        database=partial(postgres_database, server),
        keeper=keeper,
        founder=keeper,
        blank=partial(_blank, server),
        backups=None,
    )


_MISWRITTEN = re.compile(r"connection is bad: (?:connection to server .+ failed: )?(invalid .+)")
"""What libpq says of values that it looks at only when it connects, and psycopg before it."""


def _keeper(server: Server) -> PostgresKeeper:
    """A keeper.

    Raises:
        Refused: the server turned us away, in its own words, or is not fit for Greenroom.
        problems.Unavailable: it can't be reached, or is just starting.
    """
    try:
        keeper = PostgresKeeper(server)
    except problems.Unavailable as problem:
        told = str(problem.__cause__)
        if miswritten := _MISWRITTEN.match(told):
            raise Refused(f"The URL of the database can't be understood: {miswritten[1]}.") from problem
        _, fatal, words = told.partition("FATAL:")
        if fatal and "starting up" not in words:
            raise Refused(f"The database can't be opened: {words.strip()}.") from problem
        raise
    try:
        keeper.check_server()
    except Refused:
        keeper.close()
        raise
    return keeper


@contextmanager
def _blank(server: Server, last: Callable[[], object]) -> Iterator[PostgresKeeper]:
    """A keeper of the database itself, which must be empty; only the COMMIT comes after `last`."""
    with _keeper(server) as keeper, keeper.alone():
        if keeper.tables():
            raise Refused("The database has tables already: name an empty one.")
        yield keeper
        last()
