"""Where, on what and how carefully is measured: what every scenario is given."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from greenroom.bench.cores import Cores
from greenroom.bench.postgres import Postgres
from greenroom.bench.size import USUAL


class Effort(Struct, frozen=True):
    """Each contender gets `rounds` of so many `seconds`, after `warm_up` seconds that don't count (0: none)."""

    rounds: int = 5
    seconds: int = 5
    warm_up: int = 1


QUICK = Effort(rounds=2, seconds=1)

SQLITE, POSTGRES = "sqlite", "postgres"
TITLES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
"""What the engines are called."""


class Lab(NamedTuple):
    """`folder` is empty, and removed afterwards; `say` tells how far it is.

    `engines` are measured side by side; among them is POSTGRES only if there is a `postgres`. `sizes` are how many
    characters there are, where that matters. In `pantry` is what scenarios share.
    """

    folder: Path
    cores: Cores
    effort: Effort
    say: Callable[[str], None]
    engines: Sequence[str] = (SQLITE,)
    sizes: Sequence[int] = USUAL
    postgres: Postgres | None = None
    pantry: Path | None = None

    def room(self, name: str) -> Path:
        """A new folder."""
        room = self.folder / name
        room.mkdir()
        return room
