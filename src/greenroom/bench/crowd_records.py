"""The crowd in PocketBase: the same characters, for everybody to look at, as a developer would keep them there.

Anybody may list them, without a token; each order that is asked for has an index. Words are looked for in names and
descriptions by its operator `~`, which goes through texts: PocketBase has no index of words.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from greenroom.bench.contender import POCKETBASE
from greenroom.bench.crowd import member, messages
from greenroom.bench.lab import Lab
from greenroom.bench.pocketbase import (
    DATA,
    find_pocketbase,
    make_collection,
    records_path,
    serve_pocketbase,
)
from greenroom.bench.questions import Question
from greenroom.bench.records import fill, moment, new_id
from greenroom.bench.served import Served
from greenroom.database import Value

_NAME = "crowd"
_SORTS: Mapping[str, str] = {"popular": "-messages", "recent": "-created"}
"""Its orders by ours. It has nothing like our trends, in which a message counts less from day to day."""

_ORDERS: Mapping[str, str] = {
    "popularity": "messages",
    "popularity_in_category": "category, messages",
    "age": "created",
}
_COLLECTION: Mapping[str, Any] = {
    "name": _NAME,
    "type": "base",
    "listRule": "",
    "viewRule": "",
    "fields": [
        {"name": "name", "type": "text", "required": True},
        {"name": "description", "type": "text"},
        {"name": "category", "type": "text"},
        {"name": "messages", "type": "number", "onlyInt": True},
        {"name": "created", "type": "autodate", "onCreate": True},
    ],
    "indexes": [f"CREATE INDEX {_NAME}_by_{order} ON {_NAME} ({by})" for order, by in _ORDERS.items()],
}
_COLUMNS = ("id", "name", "description", "category", "messages", "created")
_GRACE = 1.0
"""Seconds in which it may end by itself: what it still looks for, nobody waits for any more."""


class CrowdRecords(NamedTuple):
    """A crowd that is in PocketBase's database, in this folder; it runs only while somebody asks it."""

    lab: Lab
    folder: Path
    program: str

    def serve(self) -> AbstractContextManager[Served]:
        """A fresh PocketBase over it: of one that was asked too much, queries go on long after their clients have gone."""
        return serve_pocketbase(self.lab, self.folder, self.program, grace=_GRACE)


def crowd_records(lab: Lab, count: int) -> CrowdRecords | None:
    """PocketBase with so many of the crowd; None where it isn't installed."""
    program = find_pocketbase()
    if program is None:
        return None
    lab.say(f"making {count:,} records ({POCKETBASE})")
    made = CrowdRecords(lab, lab.room(f"{POCKETBASE}-{count}"), program)
    with made.serve() as served:
        make_collection(served, _COLLECTION)
    with closing(sqlite3.connect(made.folder / DATA / "data.db")) as database:
        fill(database, _NAME, _COLUMNS, _rows(count))
    return made


def answers(question: Question) -> bool:
    """Whether it can be asked the same."""
    return question.get("sort", "popular") in _SORTS


def records_asked(question: Question, most: int) -> str:
    """The path that asks it the same, for the first so many. It need not count all that there are, which spares it time."""
    order = _SORTS[question.get("sort", "popular")]
    asked = {"sort": order, "perPage": str(most), "skipTotal": "1", "filter": _filter(question)}
    return f"{records_path(_NAME)}?{urlencode({name: value for name, value in asked.items() if value})}"


def _filter(question: Question) -> str:
    """Each word in one of the texts, and the category; no word of a crowd has a quotation mark."""
    words = [f'(name ~ "{word}" || description ~ "{word}")' for word in question.get("q", "").split()]
    category = [f'category = "{question["category"]}"'] if "category" in question else []
    return " && ".join([*category, *words])


def _rows(count: int) -> Iterator[Sequence[Value]]:
    for number in range(count):
        one = member(number)
        yield new_id(), one.name, one.blurb, one.category, messages(one.name), moment(number)
