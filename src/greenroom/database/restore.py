"""Restoring a backup, to either engine."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from greenroom.database.archive import About
from greenroom.database.archive_reader import Chunk, File, reading, verified
from greenroom.database.backup import NOTHING
from greenroom.database.engines import Location, engine_of
from greenroom.database.keeper import Keeper, Table
from greenroom.database.migrations import lay_out
from greenroom.database.refused import Refused
from greenroom.database.schema import Schema, own_schema


def restore_backup(
    path: Path, location: Location, extras: Mapping[str, Path] = NOTHING, *, schema: Schema | None = None
) -> About:
    """Make the database at `location`, where there is none yet or an empty one, from the backup at `path`.

    `extras` says where the files that came along go, by the names given to `write_backup`. The backup is verified
    before anything is done. The database gets the schema that it had; opening it brings that up to date. Blocks.

    Raises:
        Refused: the backup is damaged, or newer than this Greenroom; or something is where it should go to.
    """
    about, _ = verified(path)
    schema = schema or own_schema()
    if about.schema > schema.version:
        raise Refused(
            f"{path} was made by a newer Greenroom (schema {about.schema}); restore it with that one."
        )
    _check_places(path, about, extras)
    with engine_of(location).blank() as keeper, keeper.alone():
        lay_out(keeper, schema, about.schema)
        _check_tables(path, keeper, about)
        with keeper.unchecked():
            _fill(path, keeper)
        if about.extras:  # before the database is in place: what fails leaves no instance that looks whole
            _unpack(path, extras)
    return about


def _check_places(path: Path, about: About, extras: Mapping[str, Path]) -> None:
    for label in about.extras:
        if label not in extras:
            raise Refused(f"{path} holds {label} as well: say where to put that.")
    for place in extras.values():
        if place.is_file() or (place.is_dir() and any(place.iterdir())):
            raise Refused(f"{place} is there already: restore to where there is nothing yet.")


def _check_tables(path: Path, keeper: Keeper, about: About) -> None:
    ours = {table.name: sorted(table.columns) for table in keeper.tables()}
    if ours != {name: sorted(columns) for name, columns in about.tables.items()}:
        raise Refused(f"{path} has other tables than Greenroom's schema {about.schema}.")


def _fill(path: Path, keeper: Keeper) -> None:
    with reading(path) as (about, members):
        tables = {name: Table(name, columns) for name, columns in about.tables.items()}
        for member in members:
            if isinstance(member, Chunk):
                keeper.fill(tables[member.table], member.rows())


def _unpack(path: Path, extras: Mapping[str, Path]) -> None:
    with reading(path) as (_, members):
        for member in members:
            if isinstance(member, File):
                place = _place(member.name, extras)
                place.parent.mkdir(parents=True, exist_ok=True)
                with open(place, "xb", opener=_private) as file:
                    shutil.copyfileobj(member.content, file)


def _place(name: str, extras: Mapping[str, Path]) -> Path:
    """Where the file `name` goes. A backup may come from anywhere, so its names are not trusted."""
    label, *below = PurePosixPath(name).parts
    if label not in extras or ".." in below:
        raise Refused(f"The backup holds a file with a name that can't be: {name}")
    return extras[label].joinpath(*below)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
