import sqlite3
from contextlib import closing
from itertools import chain
from urllib.parse import urlencode

import psycopg
import pytest

from greenroom.bench import raw_app
from greenroom.bench.contender import RAW, label_of
from greenroom.bench.crowd import crowd
from greenroom.bench.home import characters_at
from greenroom.bench.lab import Lab
from greenroom.bench.ours import serve_home
from greenroom.bench.pantry import Provision, provided
from greenroom.bench.questions import kinds
from greenroom.bench.raw import raw_driver
from greenroom.bench.request import Request, ask

COUNT = 30


@pytest.fixture
def both(both: Lab) -> Lab:
    return both._replace(sizes=(COUNT,))


TABLES = ("characters", "addresses", "shares", "revisions", "character_totals")


def rows_in(provision: Provision) -> dict[str, int]:
    """How many rows a create may have written, by table, and what the total says."""
    home = provision.home
    asked = {table: f"SELECT count(*) FROM {table}" for table in TABLES[:-1]}
    asked["character_totals"] = "SELECT sum(count) FROM character_totals"
    if home.address:
        with psycopg.connect(home.address) as connection:
            return {
                name: int(connection.execute(sql.encode()).fetchall()[0][0]) for name, sql in asked.items()
            }
    with closing(sqlite3.connect(home.location)) as database:
        return {name: int(database.execute(sql).fetchone()[0]) for name, sql in asked.items()}


def test_the_driver_writes_the_rows_that_a_create_of_the_server_writes(both: Lab) -> None:
    for engine, size, provision in provided(both):
        stocked = rows_in(provision)
        done = raw_app.do(raw_driver(provision, "create", "3 at once", engine, size, most=3).errand)
        written = characters_at(provision.home) - COUNT
        assert written == done.count + 3  # the first three are not counted
        expected = {table: count * (COUNT + written) // COUNT for table, count in stocked.items()}
        assert rows_in(provision) == expected


def test_the_driver_reads_the_page_that_it_is_sent_for(both: Lab) -> None:
    for engine, size, provision in provided(both):
        errand = raw_driver(provision, "list", "", engine, size, most=20, after=0.9).errand
        with raw_app.driver(errand.location) as (execute, rows):
            page = raw_app.DEEDS["list"](execute, rows, errand)()
        assert isinstance(page, list)
        assert len(page) == COUNT // 10 - 1


def test_the_driver_is_a_contender(both: Lab) -> None:
    provision = provided(both)[-1][-1]
    driver = raw_driver(provision, "get", "", both.engines[-1], COUNT)
    figures = driver.run(both, 0)
    assert figures["per_second"] > 0
    assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert label_of(driver) == f"{RAW} {both.engines[-1]} {COUNT}"


def test_the_driver_finds_whom_the_server_finds(both: Lab) -> None:
    questions = [*chain.from_iterable(several[:3] for several in kinds(COUNT).values())]
    for engine, size, provision in provided(both, crowd):
        header = {"Authorization": f"Bearer {provision.stock.key}"}
        errand = raw_driver(provision, "explore", "", engine, size, most=20, questions=questions).errand
        with serve_home(both, provision.home) as served, raw_app.driver(errand.location) as (execute, rows):
            explore = raw_app.DEEDS["explore"](execute, rows, errand)
            for one in questions:
                page = ask(served.port, Request(f"/v1/explore?{urlencode({**one, 'limit': 20})}", header))
                found = explore()
                assert isinstance(found, list)
                assert {item["id"] for item in page["items"]} <= {row[0] for row in found}
                assert len(found) == len(page["items"]) + bool(page["next_cursor"])
