"""Bringing a database to the schema of this version, once, however many processes start at the same time."""

import random
import time
from collections.abc import Callable

from greenroom.database.keeper import Contended, Keeper
from greenroom.database.refused import Refused
from greenroom.database.schema import Schema, in_words_of
from greenroom.kit.clock import Clock

HISTORY = "greenroom_schema"
"""The table with a row for each version that a database has had."""

TRIES = 60
PAUSE = 1.0
"""How often, and how many seconds apart, an upgrade asks for tables that others use."""

CREATE_HISTORY = f"CREATE TABLE {HISTORY} (version INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL);"


def migrate(keeper: Keeper, schema: Schema, clock: Clock, back_up: Callable[[int], object]) -> None:
    """Make the database one of `schema.version`: from nothing, or by the steps it lacks after a call of `back_up`.

    `back_up` is given the version that the database has. It is called while no other process can migrate. Tables that
    others use are waited for a second at a time, with pauses in which they go on, so that none of them is kept waiting.

    Raises:
        Refused: the database is newer than `schema`, or is somebody else's.
    """
    backed_up: set[int] = set()

    def once(version: int) -> None:
        if version not in backed_up:
            back_up(version)
            backed_up.add(version)

    for _ in range(TRIES):
        try:
            return _migrate(keeper, schema, clock, once)
        except Contended:
            time.sleep(random.uniform(0.5, 1.5) * PAUSE)  # noqa: S311 - lest two of us meet again
    raise Refused(
        "The upgrade found tables in use again and again: start when less goes on, or end what holds them."
    )


def _migrate(keeper: Keeper, schema: Schema, clock: Clock, back_up: Callable[[int], object]) -> None:
    if version_of(keeper) == schema.version:
        return
    with keeper.alone():
        found = version_of(keeper)
        if found == 0:
            create(keeper, schema, clock)
        elif found > schema.version:
            raise Refused(
                f"This database has version {found} of the schema, and this Greenroom knows versions up to "
                f"{schema.version}: start a Greenroom that is at least as new as the one that used it last."
            )
        elif found < schema.version:
            back_up(found)
            advance(keeper, schema, clock, found)


def version_of(keeper: Keeper) -> int:
    """The version of the schema that the database has; 0 if it is empty.

    Raises:
        Refused: it has tables, but not ours, or ours without a version.
    """
    tables = {table.name: table for table in keeper.tables()}
    if not tables:
        return 0
    if HISTORY not in tables:
        raise Refused(
            "This database holds tables that are not Greenroom's: give Greenroom a database of its own."
        )
    versions = [row[0] for row in keeper.rows(tables[HISTORY])]
    if not versions or not all(isinstance(version, int) for version in versions):
        raise Refused(f"This database is damaged: its table {HISTORY} doesn't say which version it has.")
    return int(max(versions))


def create(keeper: Keeper, schema: Schema, clock: Clock) -> None:
    """Make the tables of `schema` in an empty database."""
    keeper.script(CREATE_HISTORY)
    keeper.script(in_words_of(keeper.words, schema.whole))
    _record(keeper, schema.version, clock)


def advance(keeper: Keeper, schema: Schema, clock: Clock, found: int) -> None:
    """Take the steps that a database of version `found` lacks."""
    for step in schema.steps[found:]:
        keeper.script(in_words_of(keeper.words, step.sql))
        _record(keeper, step.number, clock)


def lay_out(keeper: Keeper, schema: Schema, version: int) -> None:
    """Make the tables of an older `version` in an empty database, to be filled with its rows."""
    keeper.script(CREATE_HISTORY)
    for step in schema.steps[:version]:
        keeper.script(in_words_of(keeper.words, step.sql))


def _record(keeper: Keeper, version: int, clock: Clock) -> None:
    keeper.script(f"INSERT INTO {HISTORY} (version, applied_at) VALUES ({version}, {clock()});")  # noqa: S608 - two integers
