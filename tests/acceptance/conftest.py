"""Programs that others wrote, beside a served process with a real language model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.acceptance.node import Node, installed
from tests.conftest import serve
from tests.model_server import ModelServer
from tests.postgres_server import PostgresServer
from tests.served import Served


@pytest.fixture(scope="session")
def programs(request: pytest.FixtureRequest) -> Path:
    """The folder with the programs of the npm registry."""
    cache = request.config.cache
    assert cache
    return installed(cache.mkdir("clients"))


@pytest.fixture
def node(programs: Path, served: Served) -> Node:
    return Node(programs, served.url)


@pytest.fixture(scope="session")
def sqlite_served(server_data: Path, model_server: ModelServer) -> Iterator[Served]:
    location = str(server_data / "acceptance.db")
    yield from serve(server_data / "acceptance", location, **_settings(model_server))


@pytest.fixture(scope="session")
def postgres_served(
    server_data: Path, postgres_server: PostgresServer, model_server: ModelServer
) -> Iterator[Served]:
    with postgres_server.database("template0") as url:
        yield from serve(server_data / "acceptance-postgres", url, **_settings(model_server))


def _settings(model: ModelServer) -> dict[str, str]:
    return {"model_url": model.endpoint.url, "model_key": model.endpoint.key}
