"""Making a backup: one portable file of a database and what belongs to it, while the server goes on working."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from greenroom.database.archive import FORMAT, About, Manifest
from greenroom.database.archive_reader import verified
from greenroom.database.archive_writer import writing
from greenroom.database.engines import Location, engine_of
from greenroom.database.migrations import version_of
from greenroom.database.refused import Refused
from greenroom.database.replacement import replacement, sweep
from greenroom.kit.clock import DAY, Clock, system_clock

NOTHING: Mapping[str, Path] = {}


def write_backup(
    location: Location, target: Path, extras: Mapping[str, Path] = NOTHING, *, clock: Clock = system_clock
) -> About:
    """Write a backup of the database at `location` to the file `target`, and read it again to be sure of it.

    The rows are those of one moment; no writer waits for it. `extras` are files and directories to take along, each
    under a name by which `restore_backup` will be told where to put it; they are read after the rows, so that
    whatever a row refers to has come along unless it was deleted in between. `target` appears only when
    it is whole, verified and on the disk. What a backup to it that was killed has left is swept away once it is a day
    old, so that jobs which overlap don't end each other. Blocks; memory stays flat.

    Raises:
        Refused: there is no database of ours, or what was read back is not what was written.
    """
    with suppress(
        OSError
    ):  # it may be somebody else's, or another job swept first: no reason to have no backup
        sweep(target, before=clock() - DAY)
    with replacement(target) as part:
        about, written = _write(location, part, extras, clock)
        if verified(part) != (about, written):
            raise Refused(
                f"The backup at {target} could not be read back as it was written; nothing was kept of it."
            )
    return about


def _write(
    location: Location, path: Path, extras: Mapping[str, Path], clock: Clock
) -> tuple[About, Manifest]:
    engine = engine_of(location)
    with engine.keeper() as keeper, keeper.still():
        tables = keeper.tables()
        version = version_of(keeper)
        if version == 0:
            raise Refused("There is nothing to back up: the database is empty.")
        columns = {table.name: table.columns for table in tables}
        about = About(FORMAT, version, engine.name, clock(), columns, tuple(sorted(extras)))
        with writing(path, about) as archive:
            for table in tables:
                archive.table(table.name, keeper.rows(table))
            for name, file in _files(extras):
                archive.file(name, file)
            return about, archive.finish()


def _files(extras: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """(name in the archive, path) of each file; links are left out."""
    for label, place in sorted(extras.items()):
        if place.is_file():
            yield label, place
        for path in sorted(place.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{label}/{path.relative_to(place).as_posix()}", path
