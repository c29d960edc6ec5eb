"""What both engines offer for a database at one location."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from greenroom.database.database import Database
from greenroom.database.keeper import Keeper
from greenroom.kit.clock import Clock
from greenroom.kit.ids import NewId


class Engine(NamedTuple):
    """An engine with the location already in hand."""

    name: str
    database: Callable[[Clock, NewId], Database]
    """Opens a database that is there and migrated."""
    keeper: Callable[[], Keeper]
    """Looks after a database that is there."""
    founder: Callable[[], Keeper]
    """Looks after a database that may have to be made first."""
    blank: Callable[[Callable[[], object]], AbstractContextManager[Keeper]]
    """Fills a new database in one transaction, calls what it is given, and only then lets the database take its place.

    If anything was raised on the way, there is no new database.
    """
    backups: Path | None
    """Where backups before an upgrade go if nobody says."""
