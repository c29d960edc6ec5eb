"""Opening a database: it is made, or brought to this version's schema, before anybody sees it."""

from datetime import UTC, datetime
from pathlib import Path

from greenroom.database.backup import write_backup
from greenroom.database.database import Database
from greenroom.database.engines import Location, engine_of
from greenroom.database.migrations import migrate, version_of
from greenroom.database.refused import Refused
from greenroom.database.schema import Schema, own_schema
from greenroom.kit.clock import SECOND, Clock, system_clock
from greenroom.kit.ids import NewId, new_uuid7


def open_database(
    location: Location,
    *,
    clock: Clock = system_clock,
    new_id: NewId = new_uuid7,
    backups: Path | None = None,
    pooled: bool = False,
    schema: Schema | None = None,
) -> Database:
    """The database at `location`, a path or `postgresql://…`, made or migrated if need be.

    A database of an older version is first backed up, to the directory `backups` (by default one beside a SQLite
    file; PostgreSQL has no default). `pooled` says that PostgreSQL is reached through a pooler that works by
    transactions. `schema` is this version's own unless a test has another.

    Raises:
        Refused: the database is newer, somebody else's or can't be used; the sentence says what to do.
        problems.Unavailable: it is out of reach, found within 5 s.
    """
    schema = schema or own_schema()
    engine = engine_of(location, pooled=pooled)
    directory = backups or engine.backups

    def back_up(version: int) -> None:
        if directory is None:
            raise Refused("An upgrade makes a backup first: name a directory for it.")
        write_backup(location, directory / _backup_name(version, clock()), clock=clock)

    with engine.founder() as keeper:
        migrate(keeper, schema, clock, back_up)
    return engine.database(clock, new_id)


def is_begun(location: Location, *, pooled: bool = False) -> bool:
    """Whether there is a database of Greenroom's at `location`. Nothing is made or changed by asking.

    Raises:
        Refused: there is somebody else's, or it can't be used.
        problems.Unavailable: it is out of reach.
    """
    engine = engine_of(location, pooled=pooled)
    if engine.name == "sqlite" and not Path(location).exists():
        return False
    with engine.keeper() as keeper:
        return version_of(keeper) > 0


def scrub(location: Location, *, pooled: bool = False) -> None:
    """Leave nothing of what was deleted in the database's files, also while a server runs; what `open_database` raises."""
    with engine_of(location, pooled=pooled).keeper() as keeper:
        keeper.scrub()


def _backup_name(version: int, now: int) -> str:
    moment = datetime.fromtimestamp(now // SECOND, UTC)
    return f"greenroom-schema-{version}-{moment:%Y%m%dT%H%M%SZ}.tar"
