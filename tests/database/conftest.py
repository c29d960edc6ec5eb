"""A database of things."""

from collections.abc import Iterator

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
