"""The raw driver's process: `python -m greenroom.bench.raw_app ERRAND` does it in a loop, and prints what came of it."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import count, cycle
from pathlib import Path
from statistics import quantiles

import msgspec
import psycopg
from msgspec import convert

from greenroom.app import vendors
from greenroom.bench.character import TEXT
from greenroom.bench.questions import Question
from greenroom.bench.raw import Act, Done, Errand
from greenroom.bench.raw_unit import Execute, Unit, Values
from greenroom.characters import store
from greenroom.characters.discovery.model import Sort, Wanted
from greenroom.characters.discovery.search import search
from greenroom.characters.model import Character, Prompt
from greenroom.database import Row, Statement
from greenroom.database.engines import is_address
from greenroom.database.sqlite.connection import connect
from greenroom.kit.clock import system_clock
from greenroom.kit.ids import new_uuid7
from greenroom.kit.words import sort_key, wanted_words

SQL = store.SQL
Deed = Callable[[], object]


@contextmanager
def driver(location: str) -> Iterator[tuple[Execute, Execute]]:
    """What runs a statement, and what gives its rows; in autocommit mode, and as safe as the server's own connections."""
    with psycopg_driver(location) if is_address(location) else sqlite_driver(location) as execute:
        yield execute, lambda statement, values: execute(statement, values).fetchall()


@contextmanager
def psycopg_driver(address: str) -> Iterator[Execute]:
    """PostgreSQL's, with prepared statements, as the server has them."""
    texts: dict[str, bytes] = {}
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:

        def execute(statement: Statement, values: Values) -> psycopg.Cursor:
            text = texts.setdefault(statement.postgres, statement.postgres.encode())
            return cursor.execute(text, values, prepare=True)

        yield execute


@contextmanager
def sqlite_driver(path: str) -> Iterator[Execute]:
    """SQLite's, with the settings of the server's connections."""
    with closing(connect(Path(path))) as connection:
        yield lambda statement, values: connection.execute(statement.sqlite, values)


def _getting(_: Execute, rows: Execute, errand: Errand) -> Deed:
    values: Values = {"account_id": errand.account, "character_id": _nth(rows, errand, 0.5)}
    return lambda: rows(SQL.character, values)


def _listing(_: Execute, rows: Execute, errand: Errand) -> Deed:
    before = _nth(rows, errand, errand.after) if errand.after else "~"
    values: Values = {"account_id": errand.account, "before": before, "most": errand.most}
    return lambda: rows(SQL.newest_characters, values)


def _exploring(execute: Execute, _: Execute, errand: Errand) -> Deed:
    """A page of public characters, and one more, by which a server knows whether another follows."""
    db, wanted = Unit(execute), cycle([_wanted(one, errand.most + 1) for one in errand.questions])

    def explore() -> list[Row]:
        execute(_READ, {})
        found = search(db, next(wanted))
        whose = [(account_id, rank.character_id) for account_id, rank in found]
        page = db.all(SQL.public_characters, {"whose": json.dumps(whose)})
        execute(_COMMIT, {})
        return page

    return explore


def _wanted(asked: Question, most: int) -> Wanted:
    words = tuple(wanted_words(asked.get("q", "")))
    return Wanted(convert(asked.get("sort", "popular"), Sort), asked.get("category", ""), words, most)


def _creating(execute: Execute, _: Execute, errand: Errand) -> Deed:
    draft = store.encode(Character(name="Traveller", prompt=Prompt(definition=TEXT)))
    numbers = count(time.time_ns() // 1000)

    def create() -> None:
        execute(_BEGIN, {})
        for _ in range(errand.most):
            for statement, values in _rows_of_one(errand.account, draft, next(numbers)):
                execute(statement, values)
        execute(_COMMIT, {})

    return create


_BEGIN = Statement("begin", "BEGIN IMMEDIATE", "BEGIN")
_READ = Statement("read", "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
_COMMIT = Statement("commit", "COMMIT", "COMMIT")

DEEDS: Mapping[Act, Callable[[Execute, Execute, Errand], Deed]] = {
    "get": _getting,
    "list": _listing,
    "create": _creating,
    "explore": _exploring,
}
"""Each is prepared with what runs statements and what reads rows."""


def do(errand: Errand) -> Done:
    """Do it until the time is over, at least once."""
    with driver(errand.location) as (execute, rows):
        deed = DEEDS[errand.act](execute, rows, errand)
        deed()  # what is prepared once, is
        cpu = time.process_time()
        taken = _taken(deed, errand.seconds)
        cpu = time.process_time() - cpu
    each = errand.most if errand.act == "create" else 1
    cuts = quantiles([*taken, *taken], n=100)  # of one, too
    return Done(len(taken) * each, sum(taken), cpu, cuts[49] * 1e3, cuts[98] * 1e3)


def _taken(deed: Deed, seconds: float) -> list[float]:
    """The seconds of each time."""
    taken: list[float] = []
    last = time.perf_counter()
    ends = last + seconds
    while not taken or last < ends:
        deed()
        now = time.perf_counter()
        taken.append(now - last)
        last = now
    return taken


def _nth(rows: Execute, errand: Errand, after: float) -> str:
    """The id of the character after this part of the account's list, the newest first."""
    ((total,),) = rows(SQL.total, {"account_id": errand.account})
    values: Values = {"account_id": errand.account, "skipped": int(total * after)}
    ((_, character_id),) = rows(SQL.nth_created_last, values)
    return str(character_id)


def _rows_of_one(account: str, draft: bytes, number: int) -> Sequence[tuple[Statement, Values]]:
    """What the catalogue writes for a create: the character, the total, and names that don't follow from its id."""
    character, name, now = new_uuid7(), f"Traveller {number}", system_clock()
    row: Values = {
        "account_id": account,
        "character_id": character,
        "now": now,
        "live_revision": 1,
        "live_at": now,
        "visibility": "private",
        "share_id": None,
        "draft": draft,
        "via": "bench",
        "key_id": None,
        "name_key": sort_key(name),
    }
    names = [
        (SQL.insert_address, _address(row, naming.dialect, naming.container, f"traveller_{number}"))
        for naming in _NAMINGS
    ]
    total: Values = {"account_id": account, "change": 1}
    return [(SQL.insert_character, row), (SQL.add_to_total, total), *names]


_NAMINGS = [one.naming for one in vendors() if one.naming and not one.naming.derived]


def _address(row: Values, dialect: str, container: str, name: str) -> Values:
    return {
        "account_id": row["account_id"],
        "character_id": row["character_id"],
        "dialect": dialect,
        "container": container.lower(),
        "address": name,
        "name": name,
    }


if __name__ == "__main__":
    print(msgspec.json.encode(do(msgspec.json.decode(sys.argv[1], type=Errand))).decode())
