"""Records in PocketBase by the thousand, put into its database while it doesn't run: quicker than by requests."""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

from greenroom.bench.character import TEXT, document
from greenroom.bench.lab import Lab
from greenroom.bench.pocketbase import (
    DATA,
    MISSING,
    Owner,
    find_pocketbase,
    make_collections,
    records_path,
    serve_pocketbase,
)
from greenroom.bench.request import NUMBER, Request, ask, send
from greenroom.bench.served import Served
from greenroom.database import Value

MOST = 1_000
"""Records on its longest page."""

TEXTS: Mapping[str, int] = {"whole": len(TEXT), "parts": 1_300, "lines": 100}
"""Its collections, each with how long the text of a record is."""

WHOLE = "whole"
_COLUMNS = ("id", "owner", "name", "document", "created", "updated")
_NEW_ID = 15
_AT_ONCE = 10_000
_CACHE = 200 * 1024  # KiB
_BEGINNING = datetime(2026, 1, 1)  # noqa: DTZ001 - PocketBase writes the Z itself


class Records(NamedTuple):
    """PocketBase with many records of one owner in each collection."""

    served: Served
    owner: Owner
    collections: Iterable[str]

    def page(self, collection: str, size: int, number: int = 1) -> Request:
        """A page of a collection, the newest first, and with the total, which is its default."""
        path = f"{records_path(collection)}?page={number}&perPage={size}&sort=-created"
        return Request(path, self.owner.key)

    def creation(self) -> Request:
        """The making of a record of 4 KB in the first collection, with another name each time."""
        body = {"owner": self.owner.user, "name": f"Traveller {NUMBER}", "document": document()}
        return Request(records_path(WHOLE), self.owner.key, json.dumps(body))

    def reading(self) -> Request:
        """The reading of a record that was made so."""
        made = ask(self.served.port, self.creation())["id"]
        return Request(f"{records_path(WHOLE)}/{made}", self.owner.key)

    def sizes(self) -> Mapping[str, float]:
        """How long a record of each collection is on a page, in bytes."""
        several = 20
        pages = {name: send(self.served.port, self.page(name, several)) for name in self.collections}
        return {name: len(page.body) / several for name, page in pages.items()}


@contextmanager
def serve_records(
    lab: Lab, room: str, count: int, texts: Mapping[str, int] = TEXTS, prefix: Sequence[str] = ()
) -> Iterator[Records | None]:
    """A fresh PocketBase with so many records in each of these collections; None where it isn't installed.

    `prefix` is put before the command.
    """
    program = find_pocketbase()
    if program is None:
        yield None
        return
    folder = lab.room(room)
    with serve_pocketbase(lab, folder, program) as served:
        owner = make_collections(served, texts)
    with closing(sqlite3.connect(folder / DATA / "data.db")) as database:
        for name, size in texts.items():
            fill(database, name, _COLUMNS, _rows(owner.user, size, range(count)))
    with serve_pocketbase(lab, folder, program, prefix) as served:
        yield Records(served, owner, tuple(texts))
    shutil.rmtree(folder)


def missing() -> list[str]:
    """A sentence, where it isn't installed."""
    return [] if find_pocketbase() else [MISSING]


def fill(
    database: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Put records into a collection; its orders are made when all are there, which is quicker."""
    database.execute(f"PRAGMA cache_size = -{_CACHE}")
    of_it = "FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    orders = database.execute(f"SELECT name, sql {of_it}", (name,)).fetchall()
    for order, _ in orders:
        database.execute(f"DROP INDEX {order}")
    statement = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    coming = iter(rows)
    while some := [*islice(coming, _AT_ONCE)]:
        with database:
            database.executemany(statement, some)
    for _, order in orders:
        database.execute(order)


def new_id() -> str:
    """An id as PocketBase gives them."""
    return secrets.token_hex(_NEW_ID)[:_NEW_ID]


def moment(number: int) -> str:
    """When the record of this number was made: a second after the one before."""
    return (_BEGINNING + timedelta(seconds=number)).isoformat(" ", "milliseconds") + "Z"


def _rows(owner: str, size: int, numbers: Iterable[int]) -> Iterator[tuple[str, ...]]:
    for number in numbers:
        name = f"Traveller {number}"
        made = moment(number)
        document = json.dumps({"name": name, "text": TEXT[:size]})
        yield new_id(), owner, name, document, made, made
