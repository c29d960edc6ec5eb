"""Servers for the tests of dialects: one of each engine for a whole run, and somebody new in each test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import PostgresServer
from tests.served import Caller, Served

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def server_data() -> Iterator[Path]:
    """A folder that costs no disk where the machine has one; power cuts are other tests' business."""
    folder = Path(tempfile.mkdtemp(prefix="greenroom-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def sqlite_served(server_data: Path) -> Iterator[Served]:
    yield from _serve(server_data / "sqlite", str(server_data / "greenroom.db"))


@pytest.fixture(scope="session")
def postgres_served(server_data: Path, postgres_server: PostgresServer) -> Iterator[Served]:
    with postgres_server.database("template0") as url:
        yield from _serve(server_data / "postgres", url)


@pytest.fixture
def served(engine: str, request: pytest.FixtureRequest) -> Served:
    """A server with the settings of a fresh one, once for each engine."""
    server = request.getfixturevalue(f"{engine}_served")
    assert isinstance(server, Served)
    return server


@pytest.fixture
def ada(served: Served) -> Caller:
    """Somebody new, on whose account nothing has happened yet."""
    return served.newcomer()


@pytest.fixture
def bob(served: Served) -> Caller:
    """Somebody else."""
    return served.newcomer()


def _serve(data: Path, location: str) -> Iterator[Served]:
    with Served(data, location) as server:
        yield server
    assert "Traceback" not in server.log(), server.log()
