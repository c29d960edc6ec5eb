"""Servers with two models: a peer that does what it is told, and `real`, which is small and none of a test's making."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import serve
from tests.dialects.convai.neighbours.interaction.player import Player
from tests.model_peer import ModelPeer
from tests.model_server import KEY, ModelServer
from tests.postgres_server import PostgresServer
from tests.served import Caller, Served


@pytest.fixture(scope="session")
def two_models(model_peer: ModelPeer, model_server: ModelServer) -> dict[str, str]:
    """Settings for both."""
    return {
        "model_url": model_peer.endpoint.url,
        "models": "real=smollm2-135m@small",
        "model_backends": f"small={model_server.endpoint.url}",
        "model_keys": f"small={KEY}",
    }


@pytest.fixture(scope="session")
def sqlite_answering(server_data: Path, two_models: dict[str, str]) -> Iterator[Served]:
    yield from serve(server_data / "sqlite-answering", str(server_data / "answering.db"), **two_models)


@pytest.fixture(scope="session")
def postgres_answering(
    server_data: Path, postgres_server: PostgresServer, two_models: dict[str, str]
) -> Iterator[Served]:
    with postgres_server.database("template0") as url:
        yield from serve(server_data / "postgres-answering", url, **two_models)


@pytest.fixture
def served(engine: str, request: pytest.FixtureRequest) -> Served:
    """A server with models, once for each engine."""
    server = request.getfixturevalue(f"{engine}_answering")
    assert isinstance(server, Served)
    return server


@pytest.fixture
def player(ada: Caller) -> Player:
    """Ada with a character of her own."""
    return Player.of(ada)
