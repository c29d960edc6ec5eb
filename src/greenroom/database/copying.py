"""Copying a database to another place, of either engine, and holding the copy to what was read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from greenroom.database.engines import Location, engine_of
from greenroom.database.keeper import Keeper, Table
from greenroom.database.migrations import lay_out, version_of
from greenroom.database.refused import Refused
from greenroom.database.schema import Schema, own_schema
from greenroom.database.tally import Count, Tally
from greenroom.database.transaction import Row
from greenroom.kit.passwords import without_passwords

Progress = Callable[[str, int], None]
"""Is told a table and how many of its rows were read so far, every thousand and at its end."""

_STEP = 1000
_pack = msgspec.msgpack.Encoder().encode


class Copied(NamedTuple):
    """A table as it was read, and as it is found in the copy; a digest is the same on both engines."""

    source: Count
    copy: Count

    @property
    def equal(self) -> bool:
        """Whether nothing is missing, added or changed."""
        return self.source == self.copy


def copy_database(
    source: Location, target: Location, progress: Progress, *, schema: Schema | None = None
) -> Mapping[str, Copied]:
    """Make the database at `target`, where there is none yet or an empty one, of all rows at `source`; what is in each.

    The rows are those of one moment; no writer waits for it. All of them take their place, or nothing does; then they
    are read again, and counted. Blocks; memory stays flat.

    Raises:
        Refused: there is nothing to copy, or something is where it should go to.
    """
    schema = schema or own_schema()
    with engine_of(source).keeper() as reading, reading.still():
        version = version_of(reading)
        if version == 0:
            raise Refused(f"There is nothing to copy: the database at {_shown(source)} is empty.")
        if version > schema.version:
            raise Refused(
                f"{_shown(source)} is of a newer Greenroom (schema {version}): copy it with that one."
            )
        tables = reading.tables()
        with engine_of(target).blank(lambda: None) as writing:
            lay_out(writing, schema, version)
            _check_tables(writing, tables)
            with writing.unchecked():
                read = {table.name: _fill(reading, writing, table, progress) for table in tables}
    with engine_of(target).keeper() as copy, copy.still():
        return {table.name: Copied(read[table.name], _count(copy, table)) for table in tables}


def _check_tables(writing: Keeper, tables: Iterable[Table]) -> None:
    ours = {table.name: sorted(table.columns) for table in writing.tables()}
    if ours != {table.name: sorted(table.columns) for table in tables}:
        raise Refused("The database to copy has other tables than Greenroom's schema of its version.")


def _fill(reading: Keeper, writing: Keeper, table: Table, progress: Progress) -> Count:
    tally = Tally()
    writing.fill(table, _counted(reading.rows(table), tally, lambda count: progress(table.name, count)))
    return tally.count()


def _counted(rows: Iterable[Row], tally: Tally, told: Callable[[int], None]) -> Iterator[Row]:
    count = 0
    for row in rows:
        tally.add(_pack(row))
        yield row
        count += 1
        if count % _STEP == 0:
            told(count)
    told(count)


def _count(copy: Keeper, table: Table) -> Count:
    tally = Tally()
    for row in copy.rows(table):
        tally.add(_pack(row))
    return tally.count()


def _shown(location: Location) -> str:
    return without_passwords(str(location))
