"""The file that a backup is: a tar archive, the same for both engines, written and read as a stream.

    about.json                      the first member: what this is
    tables/characters               rows as a MessagePack array of arrays, some 1 MiB in each member of that name
    files/media/ab/cdef             what came along from outside the database
    manifest.json                   the last member: how many rows and files, and a digest of them

A row is the same bytes on both engines.
"""

from collections.abc import Iterable
from typing import Annotated

import msgspec

from greenroom.database.tally import Count, Tally
from greenroom.kit.clock import LATEST

FORMAT = 1

ABOUT = "about.json"
MANIFEST = "manifest.json"
TABLES = "tables/"
FILES = "files/"


class About(msgspec.Struct, frozen=True):
    """What a backup is of."""

    format: int
    schema: int
    """Version of the schema."""
    engine: str
    """Of the database it was made of; it can be restored to either."""
    made_at: Annotated[int, msgspec.Meta(ge=0, le=LATEST)]
    """Microseconds since 1970, UTC."""
    tables: dict[str, tuple[str, ...]]
    """The columns of each table."""
    extras: tuple[str, ...]
    """What came along, by the names that it was given."""


class Manifest(msgspec.Struct, frozen=True):
    """What must be found when everything has been read."""

    tables: dict[str, Count]
    files: Count


class Counting:
    """Keeps the tallies that make a manifest, while an archive is written or read."""

    def __init__(self, tables: Iterable[str]) -> None:
        self._tables = {name: Tally() for name in tables}
        self._files = Tally()

    def row(self, table: str, packed: bytes) -> None:
        """Count a row."""
        self._tables[table].add(packed)

    def file(self, name: str, digest: bytes) -> None:
        """Count a file by its name and the SHA-256 of its content."""
        self._files.add(name.encode() + b"\0" + digest)

    def manifest(self) -> Manifest:
        """What was counted so far."""
        return Manifest({name: tally.count() for name, tally in self._tables.items()}, self._files.count())
