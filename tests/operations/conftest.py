"""An account, work that is done at a test's word, and workers to do it."""

from collections.abc import Callable

import pytest
from tests.conftest import Run

from greenroom.accounts import service
from greenroom.database import Database, Transaction
from greenroom.operations import store
from greenroom.operations.model import Operation


@pytest.fixture
def account_id(database: Database, run: Run) -> str:
    return run(database.write(lambda db: service.create_account(db, "ada", "home").account_id))


@pytest.fixture
def queue(database: Database, run: Run, account_id: str) -> Callable[..., Operation]:
    """Queues work on a thing."""

    def unit(db: Transaction, subject: str, kind: str) -> Operation:
        return store.insert(db, account_id, kind, subject, {"revision": 1})

    return lambda subject="thing", kind="play": run(database.write(unit, subject, kind))


@pytest.fixture
def look(database: Database, run: Run) -> Callable[[Operation], Operation]:
    """An operation as it stands now."""

    def unit(db: Transaction, operation: Operation) -> Operation:
        found = store.find(db, operation.account_id, operation.operation_id)
        assert found
        return found

    return lambda operation: run(database.read(unit, operation))
