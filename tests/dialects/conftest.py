"""Servers for the tests of dialects: one of each engine for a whole run, and somebody new in each test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.served import Caller, Served

if TYPE_CHECKING:
    from tests.conftest import PostgresServer

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def server_data() -> Iterator[Path]:
    """A folder that costs no disk where the machine has one; power cuts are other tests' business."""
    folder = Path(tempfile.mkdtemp(prefix="greenroom-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def server_location(request: pytest.FixtureRequest, server_data: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(server_data / "greenroom.db")
        return
    postgres: PostgresServer = request.getfixturevalue("postgres_server")
    with postgres.database("template0") as url:
        yield url


@pytest.fixture(scope="session")
def served(server_data: Path, server_location: str) -> Iterator[Served]:
    """A server with the settings of a fresh one, once for each engine."""
    kind = "postgres" if "://" in server_location else "sqlite"
    with Served(server_data / kind, server_location) as server:
        yield server
        assert "Traceback" not in server.log(), server.log()


@pytest.fixture
def ada(served: Served) -> Caller:
    """Somebody new, on whose account nothing has happened yet."""
    return served.newcomer()


@pytest.fixture
def bob(served: Served) -> Caller:
    """Somebody else."""
    return served.newcomer()
