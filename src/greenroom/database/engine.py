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
    blank: Callable[[], AbstractContextManager[Keeper]]
    """Looks after a new database, which takes its place at the end, and only if nothing was raised."""
    backups: Path | None
    """Where backups before an upgrade go if nobody says."""
