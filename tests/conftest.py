"""Fixtures for everybody: an event loop, a directory, and databases and servers of both engines."""

import asyncio
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from tests.model_peer import ModelPeer
from tests.model_server import ModelServer
from tests.postgres_server import PostgresServer
from tests.served import Caller, Served

from greenroom.database import Database, open_database

__all__ = ["LONG", "PostgresServer", "Run", "serve", "serve_by"]

T = TypeVar("T")

TESTS = Path(__file__).parent
MEMORY = Path("/dev/shm")
LONG = os.environ.get("GREENROOM_LONG") == "1"
"""Whether proofs that take minutes are wanted."""

# A change is judged by the same examples on every machine; new ones are looked for in the long run.
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=20)
settings.register_profile(
    "long", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("long" if LONG else "ci")


LONGEST = (
    "studio/test_pages.py",
    "dialects/test_contract.py",
    "studio/test_talking.py",
    "isolation/test_isolation.py",
    "dialects/native/talk/test_many.py",
    "dialects/test_whole_lists.py",
    "conversations/test_memory.py",
    "test_new_dialect.py",
    "acceptance/test_openai_python_sdk.py",
    "cli/test_demonstration.py",
    "dialects/native/talk/test_streams.py",
    "acceptance/test_openai_npm_sdk.py",
    "acceptance/test_convai_web_sdk.py",
    "test_fleet.py",
    "cli/test_serve.py",
    "client/test_operations.py",
    "house/test_switch.py",
    "client/test_flaky.py",
    "client/typescript/test_flaky.py",
    "dialects/native/test_canonical.py",
    "test_crash.py",
    "dialects/inworld/test_crashes.py",
    "operations/test_worker.py",
    "llm/openai_compatible/test_misbehaving.py",
)
"""Files that take longest, and so begin first: a process that gets one at last keeps the others waiting."""


@pytest.hookimpl(trylast=True)  # behind what shuffles, and keeping its order among all the others
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    turns = {TESTS / name: turn for turn, name in enumerate(LONGEST)}
    items.sort(key=lambda item: turns.get(item.path, len(turns)))


def pytest_collection_finish() -> None:
    """What was collected stays to the end; to look through it again and again is half of what collecting garbage costs."""
    gc.freeze()


class Run(Protocol):
    """Runs a coroutine to its end; one event loop for the whole test."""

    def __call__(self, coroutine: Coroutine[Any, Any, T], /) -> T: ...


@pytest.fixture
def run() -> Iterator[Run]:
    uvloop = pytest.importorskip("uvloop") if sys.platform != "win32" else asyncio
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        yield runner.run


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    directory = tmp_path / "data"
    directory.mkdir()
    return directory


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh, empty database on PostgreSQL."""
    with postgres_server.database("template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    """Runs a test on both engines."""
    return str(request.param)


@pytest.fixture
def location(engine: str, request: pytest.FixtureRequest, data_dir: Path) -> str:
    """Where there is nothing yet, or an empty database: once for each engine."""
    return request.getfixturevalue("postgres_url") if engine == "postgres" else str(data_dir / "greenroom.db")


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of a database with our schema; to copy it is quicker than to make one."""
    name = postgres_server.create("template0")
    asyncio.run(open_database(postgres_server.url(name)).close())
    return name


@pytest.fixture
def database_location(engine: str, request: pytest.FixtureRequest, data_dir: Path) -> Iterator[str]:
    """Where the fixture `database` is."""
    if engine == "sqlite":
        yield str(data_dir / "greenroom.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database(request.getfixturevalue("postgres_template")) as url:
            yield url


@pytest.fixture
def database(database_location: str, run: Run) -> Iterator[Database]:
    """An open database with nothing in it: once for each engine."""
    database = open_database(database_location)
    yield database
    run(database.close())


@pytest.fixture(scope="session")
def server_data() -> Iterator[Path]:
    """A folder that costs no disk where the machine has one; power cuts are other tests' business."""
    folder = Path(tempfile.mkdtemp(prefix="greenroom-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def sqlite_served(server_data: Path, model_peer: ModelPeer) -> Iterator[Served]:
    location = str(server_data / "greenroom.db")
    yield from serve(server_data / "sqlite", location, model_url=model_peer.endpoint.url)


@pytest.fixture(scope="session")
def postgres_served(
    server_data: Path, postgres_server: PostgresServer, model_peer: ModelPeer
) -> Iterator[Served]:
    with postgres_server.database("template0") as url:
        yield from serve(server_data / "postgres", url, model_url=model_peer.endpoint.url)


@pytest.fixture
def served(engine: str, request: pytest.FixtureRequest) -> Served:
    """A server with the settings of a fresh one and a model that replies at once, once for each engine."""
    server = request.getfixturevalue(f"{engine}_served")
    assert isinstance(server, Served)
    return server


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    """A server with a small language model."""
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="session")
def model_peer() -> Iterator[ModelPeer]:
    """A model server that does what it is told."""
    with ModelPeer() as peer:
        yield peer


@pytest.fixture
def ada(served: Served) -> Caller:
    """Somebody new, on whose account nothing has happened yet."""
    return served.newcomer()


@pytest.fixture
def bob(served: Served) -> Caller:
    """Somebody else."""
    return served.newcomer()


def serve(data: Path, location: str, **settings: str) -> Iterator[Served]:
    """A server that breaks nowhere, until the test is over."""
    yield from serve_by(Served, data, location, **settings)


def serve_by(kind: type[Served], data: Path, location: str, **settings: str) -> Iterator[Served]:
    """The same, for a server of another kind."""
    with kind(data, location, **settings) as server:
        yield server
    assert "Traceback" not in server.log(), server.log()
