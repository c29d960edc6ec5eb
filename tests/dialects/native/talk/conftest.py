"""Servers whose language model is a peer that does what it is told, and people who talk there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import serve
from tests.dialects.native.talk.talker import Talker
from tests.model_peer import ModelPeer
from tests.postgres_server import PostgresServer
from tests.served import Caller, Served

SETTINGS = {
    "model_between_tokens_seconds": "120",  # a model that rests is none that misbehaves, however slow a machine is
    "premium_models": "premium",
}


@pytest.fixture(scope="session")
def sqlite_talking(server_data: Path, model_peer: ModelPeer) -> Iterator[Served]:
    where = server_data / "talking"
    yield from serve(where, f"{where}.db", model_url=model_peer.endpoint.url, **SETTINGS)


@pytest.fixture(scope="session")
def postgres_talking(
    server_data: Path, postgres_server: PostgresServer, model_peer: ModelPeer
) -> Iterator[Served]:
    where = server_data / "postgres-talking"
    with postgres_server.database("template0") as url:
        yield from serve(where, url, model_url=model_peer.endpoint.url, **SETTINGS)


@pytest.fixture
def served(engine: str, request: pytest.FixtureRequest) -> Served:
    """A server that waits for its model, once for each engine."""
    server = request.getfixturevalue(f"{engine}_talking")
    assert isinstance(server, Served)
    return server


@pytest.fixture
def talk(ada: Caller) -> Talker:
    """Ada in a thread with a character of her own."""
    return Talker.of(ada)
