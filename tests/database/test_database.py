"""Units on the lanes of a database, on both engines."""

from greenroom.database import Database, Transaction
from tests.conftest import Run


def test_ready(run: Run, database: Database) -> None:
    run(database.ready())
