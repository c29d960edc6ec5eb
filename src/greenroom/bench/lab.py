"""Where and how carefully is measured: what every scenario is given."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from greenroom.bench.cores import Cores


class Effort(Struct, frozen=True):
    """Each contender gets `rounds` of so many `seconds`, after `warm_up` seconds that don't count (0: none)."""

    rounds: int = 5
    seconds: int = 5
    warm_up: int = 1


QUICK = Effort(rounds=2, seconds=1)


class Lab(NamedTuple):
    """`folder` is empty, and removed afterwards; `say` tells how far it is."""

    folder: Path
    cores: Cores
    effort: Effort
    say: Callable[[str], None]

    def room(self, name: str) -> Path:
        """A new folder."""
        room = self.folder / name
        room.mkdir()
        return room
