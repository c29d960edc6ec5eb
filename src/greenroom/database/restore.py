"""Restoring a backup, to either engine."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from greenroom.database.archive import About
from greenroom.database.archive_reader import Chunk, reading, verified
from greenroom.database.backup import NOTHING
from greenroom.database.engines import Location, engine_of
from greenroom.database.extras import check_places, move_in, parts, unpack
from greenroom.database.keeper import Keeper, Table
from greenroom.database.migrations import lay_out, version_of
from greenroom.database.refused import Refused
from greenroom.database.schema import Schema, own_schema
from greenroom.database.transaction import Row

_INTEGERS = range(-(2**63), 2**63)
"""What the widest columns hold."""


def restore_backup(
    path: Path, location: Location, extras: Mapping[str, Path] = NOTHING, *, schema: Schema | None = None
) -> About:
    """Make the database at `location`, where there is none yet or an empty one, from the backup at `path`.

    `extras` says where the files that came along go, by the names given to `write_backup`; of these, only what the
    backup has must be free. The backup is verified before anything is done. Either all of it takes its place, the
    database last, or nothing does; what an earlier try left that was killed is in nobody's way. The database gets the
    schema that it had; opening it brings that up to date. Blocks.

    Raises:
        Refused: the backup is damaged, or newer than this Greenroom; or something is where it should go to.
    """
    about, _ = verified(path)
    schema = schema or own_schema()
    _check_version(path, about, schema)
    places = _places(path, about, extras)
    check_places(path, places)
    with parts(places) as made, engine_of(location).blank(partial(move_in, made, places)) as keeper:
        unpack(path, made)
        lay_out(keeper, schema, about.schema)
        _check_tables(path, keeper, about)
        with keeper.unchecked():
            _fill(path, keeper)
        if version_of(keeper) != about.schema:
            raise Refused(f"{path} says that it has schema {about.schema}, and its rows say otherwise.")
    return about


def _check_version(path: Path, about: About, schema: Schema) -> None:
    if about.schema > schema.version:
        raise Refused(
            f"{path} was made by a newer Greenroom (schema {about.schema}); restore it with that one."
        )
    if about.schema < 1:
        raise Refused(f"{path} has schema {about.schema}, which no Greenroom ever had.")


def _places(path: Path, about: About, extras: Mapping[str, Path]) -> dict[str, Path]:
    """Where that goes which the backup has."""
    for label in about.extras:
        if label not in extras:
            raise Refused(f"{path} holds {label} as well: say where to put that.")
    return {label: extras[label] for label in about.extras}


def _check_tables(path: Path, keeper: Keeper, about: About) -> None:
    ours = {table.name: sorted(table.columns) for table in keeper.tables()}
    if ours != {name: sorted(columns) for name, columns in about.tables.items()}:
        raise Refused(f"{path} has other tables than Greenroom's schema {about.schema}.")


def _fill(path: Path, keeper: Keeper) -> None:
    with reading(path) as (about, members):
        tables = {name: Table(name, columns) for name, columns in about.tables.items()}
        kinds = {name: keeper.kinds(table) for name, table in tables.items()}
        for member in members:
            if isinstance(member, Chunk):
                rows = member.rows()
                if not all(_fits(row, kinds[member.table]) for row in rows):
                    raise Refused(f"{path} has a row of the table {member.table} that can't be.")
                keeper.fill(tables[member.table], rows)


def _fits(row: Row, kinds: list[type]) -> bool:
    """Whether a row has a value, of the right type, for each column. A backup may have been edited."""
    return len(row) == len(kinds) and all(
        value is None or (type(value) is kind and (kind is not int or value in _INTEGERS))
        for value, kind in zip(row, kinds, strict=True)
    )
