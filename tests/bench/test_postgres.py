import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.postgres_server import PostgresServer

from greenroom.bench.cores import choose_cores
from greenroom.bench.obstacle import Obstacle
from greenroom.bench.postgres import name_of, own_postgres, somebodys_postgres


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that whoever PostgreSQL runs as can get to, which pytest's are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        (Path(folder) / "data").mkdir()
        yield Path(folder) / "data"


def said(address: str, setting: str) -> str:
    with psycopg.connect(address) as connection:
        (value,) = connection.execute(f"SHOW {setting}".encode()).fetchall()[0]
    return str(value)


def test_one_of_our_own_waits_for_the_disk_and_leaves_nothing(place: Path) -> None:
    with own_postgres(place, choose_cores().server) as postgres:
        assert Path(f"/proc/{postgres.pid}").exists()
        assert postgres.version[0].isdigit()
        with postgres.database() as address:
            safe = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
            assert {setting: said(address, setting) for setting in safe} == dict.fromkeys(safe, "on")
            assert postgres.names() == {name_of(address)}
        assert postgres.names() == set()
    assert not Path(f"/proc/{postgres.pid}").exists()


def test_in_somebodys_the_databases_that_were_made_are_dropped_and_no_others(
    postgres_server: PostgresServer,
) -> None:
    with somebodys_postgres(postgres_server.url("postgres")) as others, others.database() as theirs:
        with somebodys_postgres(postgres_server.url("postgres")) as postgres:
            made = postgres.add()
            copy = postgres.add(name_of(made))
            assert postgres.names() >= {name_of(made), name_of(copy), name_of(theirs)}
        assert postgres.pid is None
        assert name_of(theirs) in others.names()
        assert not {name_of(made), name_of(copy)} & others.names()


def test_one_that_does_not_answer_is_an_obstacle() -> None:
    with (
        pytest.raises(Obstacle, match="doesn't answer"),
        somebodys_postgres("postgresql://nobody@127.0.0.1:9/x?connect_timeout=2"),
    ):
        raise AssertionError
