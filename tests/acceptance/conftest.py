"""Programs that others wrote, beside a served process."""

from pathlib import Path

import pytest
from tests.acceptance.node import Node, installed
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
