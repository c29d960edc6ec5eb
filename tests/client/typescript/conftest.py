"""The TypeScript client, built once."""

from pathlib import Path

import pytest
from tests.client.typescript.building import built


@pytest.fixture(scope="session")
def folder(request: pytest.FixtureRequest) -> Path:
    cache = request.config.cache
    assert cache
    return built(cache.mkdir("typescript"))
