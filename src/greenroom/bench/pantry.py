"""Instances with many characters, each made once in a run, and shared or copied by the scenarios that need so many.

That of PostgreSQL is a copy of SQLite's, row by row, as `greenroom db copy` makes it: which takes a fraction of the time,
and gives both the same ids, keys and page tokens.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from greenroom.bench.home import Home
from greenroom.bench.lab import POSTGRES, SQLITE, Lab
from greenroom.bench.postgres import name_of, settle
from greenroom.bench.size import named
from greenroom.bench.stock import Stock, stock
from greenroom.database.copying import copy_database
from greenroom.secret import NAME as SECRET

_LABEL = "stock.json"


class Provision(NamedTuple):
    """A stocked instance."""

    home: Home
    stock: Stock


class _Label(NamedTuple):
    """What is written beside a provision: how it opens, and where its database is, if not in its folder."""

    stock: Stock
    address: str | None


Fill = Callable[[Path, int], Stock]
"""Makes an instance in a folder that holds so many characters."""


def shared(lab: Lab, engine: str, count: int, fill: Fill = stock) -> Provision:
    """The instance with so many characters, made if it is not there yet; what is written to it, others see."""
    folder = _shelves(lab) / f"{fill.__name__}-{engine}-{count}"
    if not (folder / _LABEL).exists():
        lab.say(f"making {count:,} characters ({engine})")
        label = _pour(lab, folder, count, fill) if engine == POSTGRES else _Label(fill(folder, count), None)
        (folder / _LABEL).write_bytes(msgspec.json.encode(label))
    label = msgspec.json.decode((folder / _LABEL).read_bytes(), type=_Label)
    return Provision(_home(lab, folder, label.address), label.stock)


def provided(lab: Lab, fill: Fill = stock) -> list[tuple[str, int, Provision]]:
    """All that scenarios of this run share: engine, size, and the instance."""
    return [(engine, size, shared(lab, engine, size, fill)) for size in lab.sizes for engine in lab.engines]


@contextmanager
def copied(lab: Lab, room: str, engine: str, count: int) -> Iterator[Provision]:
    """A copy of that instance, to write to; it is gone at the end."""
    source = shared(lab, engine, count)
    folder = lab.folder / f"{room}-{engine}-{count}"
    lab.say(f"copying {named(count)} characters ({engine})")
    shutil.copytree(source.home.folder, folder)
    try:
        if source.home.address is None:
            yield Provision(Home(folder), source.stock)
            return
        assert lab.postgres
        with lab.postgres.database(name_of(source.home.address)) as address:
            yield Provision(_home(lab, folder, address), source.stock)
    finally:
        shutil.rmtree(folder)


def _pour(lab: Lab, folder: Path, count: int, fill: Fill) -> _Label:
    """Make PostgreSQL's instance out of SQLite's."""
    source = shared(lab, SQLITE, count, fill)
    assert lab.postgres
    address = lab.postgres.add()
    copy_database(source.home.location, address, lambda _table, _count: None)
    settle(address)
    folder.mkdir()
    shutil.copy(source.home.folder / SECRET, folder)
    return _Label(source.stock, address)


def _home(lab: Lab, folder: Path, address: str | None) -> Home:
    return Home(folder, address, lab.postgres.pid if address and lab.postgres else None)


def _shelves(lab: Lab) -> Path:
    shelves = lab.pantry or lab.folder / "pantry"
    shelves.mkdir(exist_ok=True)
    return shelves
