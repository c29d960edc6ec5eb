"""Behind a real PgBouncer in transaction mode, which is noticed by itself."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA, add, counts, ids
from tests.pooler import Pooler, pgbouncer
from tests.postgres_server import PostgresServer
from tests.reserved_port import reserved_port

from greenroom.database import Database, open_database
from greenroom.database.backup import write_backup
from greenroom.database.postgres.server import LOOKING, Server

if pgbouncer() is None:
    pytest.skip("no PgBouncer here: apt-get install pgbouncer", allow_module_level=True)


@pytest.fixture
def pooled_url(postgres_url: str, postgres_server: PostgresServer) -> Iterator[str]:
    with (
        reserved_port() as port,
        Pooler(postgres_server.home, 5432, "127.0.0.1", port, size=3) as pooler,
    ):
        yield pooler.url(postgres_url.partition("@/")[2].partition("?")[0])


async def work(database: Database, prefix: str) -> None:
    await asyncio.gather(
        *(database.write(add, f"{prefix}{number}") for number in range(30)),
        *(database.read(counts) for _ in range(30)),
        *(database.scan(ids) for _ in range(10)),
    )


def test_many_connections_share_a_few_and_nothing_is_mixed_up(run: Run, pooled_url: str) -> None:
    one, other = (open_database(pooled_url, schema=SCHEMA) for _ in range(2))

    async def both() -> None:
        await asyncio.gather(*(work(one, f"a{turn}-") for turn in range(4)))
        await asyncio.gather(*(work(two, f"{turn}-") for turn, two in enumerate((one, other))))

    run(both())
    assert run(other.read(counts)) == (180, 360)
    for database in (one, other):
        run(database.close())


def test_it_is_noticed_by_its_refusal_of_settings(pooled_url: str) -> None:
    server = Server(pooled_url)
    server.connect(LOOKING).close()
    assert server.pooled


def test_a_backup_is_made_through_it(run: Run, pooled_url: str, tmp_path: Path) -> None:
    database = open_database(pooled_url, schema=SCHEMA)
    run(database.write(add, "a"))
    run(database.close())
    assert write_backup(pooled_url, tmp_path / "all.tar").engine == "postgres"
