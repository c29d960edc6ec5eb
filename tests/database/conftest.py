"""A database of things, and where it may be restored to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.database.things import SCHEMA

from greenroom.database import Database, open_database


@pytest.fixture
def things(location: str, run: Run) -> Iterator[Database]:
    """An open database of things, once for each engine."""
    database = open_database(location, schema=SCHEMA)
    yield database
    run(database.close())


@pytest.fixture(params=["sqlite", "postgres"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> object:
    """An empty place to restore to, on each engine."""
    if request.param == "sqlite":
        yield str(tmp_path / "restored.db")
    else:
        with request.getfixturevalue("postgres_server").database("template0") as url:
            yield url


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar"
