"""Records in PocketBase by the thousand, put into its database while it doesn't run: quicker than by requests."""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager

from greenroom.bench.character import TEXT
from greenroom.bench.lab import Lab
from greenroom.bench.pocketbase import (
    DATA,
    find_pocketbase,
    make_collections,
    records_path,
    serve_pocketbase,
)
from greenroom.bench.request import Request, send
from greenroom.bench.served import Served

MOST = 1_000
"""Records on its longest page."""

TEXTS: Mapping[str, int] = {"whole": len(TEXT), "parts": 1_300, "lines": 100}
"""Its collections, each with how long the text of a record is."""

_NEW_ID = 15
_AT_ONCE = 10_000


@contextmanager
def serve_records(lab: Lab, room: str, count: int) -> Iterator[Served | None]:
    """A fresh PocketBase with so many records in each collection; None where it isn't installed."""
    program, folder = find_pocketbase(), lab.room(room)
    if program is None:
        yield None
        return
    with serve_pocketbase(lab, folder, program) as served:
        make_collections(served, TEXTS)
    with closing(sqlite3.connect(folder / DATA / "data.db")) as database:
        for name, size in TEXTS.items():
            _fill(database, name, size, count)
    with serve_pocketbase(lab, folder, program) as served:
        yield served


def page(collection: str, size: int, number: int = 1) -> Request:
    """A page of a collection, asked for in no order and with the total, which is its default."""
    return Request(f"{records_path(collection)}?page={number}&perPage={size}")


def record_bytes(served: Served) -> Mapping[str, float]:
    """How long a record of each collection is on a page."""
    several = 20
    return {name: len(send(served.port, page(name, several)).body) / several for name in TEXTS}


def _fill(database: sqlite3.Connection, name: str, size: int, count: int) -> None:
    statement = f"INSERT INTO {name} (id, name, document) VALUES (?, ?, ?)"
    for begun in range(0, count, _AT_ONCE):
        with database:
            database.executemany(statement, _rows(size, range(begun, min(begun + _AT_ONCE, count))))


def _rows(size: int, numbers: Iterable[int]) -> Iterator[tuple[str, str, str]]:
    for number in numbers:
        name = f"Traveller {number}"
        yield secrets.token_hex(_NEW_ID)[:_NEW_ID], name, json.dumps({"name": name, "text": TEXT[:size]})
