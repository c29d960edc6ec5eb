"""Characters of one account on our server, made through every dialect that says how."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from greenroom.bench.character import Sampled, all_sampled, settings_of
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import Provision
from greenroom.bench.request import Request, ask, send
from greenroom.bench.served import Served


class Own(NamedTuple):
    """A character that was made through a dialect: how another one is made, how it is read, and what is answered."""

    dialect: str
    creation: Request
    reading: Request
    body: bytes


class Stocked(NamedTuple):
    """Our server with a character made through each dialect; `missing` are sentences about where that failed."""

    served: Served
    own: list[Own]
    missing: list[str]


@contextmanager
def serve_stocked(lab: Lab, provision: Provision, prefix: Sequence[str] = ()) -> Iterator[Stocked]:
    """A stocked instance of ours, with another character through each dialect. `prefix` is put before the command."""
    dialects = all_sampled()
    with serve_home(lab, provision.home, settings_of(dialects), prefix=prefix) as served:
        stocked = Stocked(served, [], [])
        for dialect in dialects:
            try:
                stocked.own.append(_make(served, dialect, provision.stock.key))
            except Obstacle as obstacle:
                stocked.missing.append(f"{dialect.name} is left out: {obstacle}")
        yield stocked


def _make(served: Served, dialect: Sampled, key: str) -> Own:
    creation = dialect.creation(key)
    reading = dialect.reading(key, ask(served.port, creation))
    ask(served.port, reading)
    return Own(dialect.name, creation, reading, send(served.port, reading).body)
