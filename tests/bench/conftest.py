"""Fixtures for measuring: a place to do it, and which tools there are."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.postgres_server import PostgresServer

from greenroom.bench.cores import choose_cores
from greenroom.bench.lab import POSTGRES, SQLITE, Effort, Lab
from greenroom.bench.postgres import somebodys_postgres

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]


@pytest.fixture
def said() -> list[str]:
    """What the lab has told so far."""
    return []


@pytest.fixture
def lab(tmp_path: Path, said: list[str]) -> Lab:
    return Lab(tmp_path, choose_cores(), Effort(rounds=1, seconds=1, warm_up=0), said.append)


@pytest.fixture
def both(lab: Lab, postgres_server: PostgresServer) -> Iterator[Lab]:
    """The lab with both engines, of which PostgreSQL is somebody's."""
    with somebodys_postgres(postgres_server.url("postgres")) as postgres:
        yield lab._replace(engines=(SQLITE, POSTGRES), postgres=postgres)


@pytest.fixture
def wrk() -> None:
    if shutil.which("wrk") is None:
        pytest.skip("wrk is not installed")


@pytest.fixture
def strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
