"""Characters of one account on our server, made through every dialect that says how."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from greenroom.bench.character import Sampled, all_sampled, settings_of
from greenroom.bench.lab import Lab
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.ours import first_key, serve_ours
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
def serve_stocked(lab: Lab, room: str, prefix: Sequence[str] = ()) -> Iterator[Stocked]:
    """A fresh instance of ours, stocked. `prefix` is put before the command."""
    folder, dialects = lab.room(room), all_sampled()
    with serve_ours(lab, folder, settings_of(dialects), prefix=prefix) as served:
        stocked = Stocked(served, [], [])
        key = first_key(folder)
        for dialect in dialects:
            try:
                stocked.own.append(_make(served, dialect, key))
            except Obstacle as obstacle:
                stocked.missing.append(f"{dialect.name} is left out: {obstacle}")
        yield stocked


def _make(served: Served, dialect: Sampled, key: str) -> Own:
    creation = dialect.creation(key)
    reading = dialect.reading(key, ask(served.port, creation))
    ask(served.port, reading)
    return Own(dialect.name, creation, reading, send(served.port, reading).body)
