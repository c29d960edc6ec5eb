"""Processes that are killed in the middle of a deployment: it ends nevertheless, once, and within two lease periods."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.conftest import LONG, Run
from tests.operations.dying_worker import STEPS
from tests.reached import LATEST, reached

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.characters import deployments, store
from greenroom.characters.catalogue import DEPLOY, Catalogue
from greenroom.characters.model import Character, Record
from greenroom.characters.work import DEPLOYING
from greenroom.database import Database, Transaction
from greenroom.kit.clock import SECOND
from greenroom.operations import store as operations
from greenroom.operations.model import Operation
from greenroom.operations.worker import Worker

PROGRAM = Path(__file__).with_name("dying_worker.py")
LEASE = 10 * SECOND if LONG else SECOND
BOUND = 2 * LEASE / SECOND if LONG else LATEST
"""Seconds after which it has ended: two leases where they are long enough for a machine to stand still meanwhile."""


@pytest.fixture
def who(database: Database, run: Run) -> Caller:
    account = run(database.write(service.create_account, "ada", "home"))
    return Caller(account_id=account.account_id, handle="ada", plan="home", key_id=None, scopes=frozenset())


@pytest.fixture
def begun(database: Database, run: Run, who: Caller) -> tuple[Record, Operation]:
    """A character, and its deployment, which nobody has begun to work on."""
    catalogue = Catalogue()

    def unit(db: Transaction) -> tuple[Record, Operation]:
        record = catalogue.create(db, who, Character(name="Axeon"), "test", live=False)
        return record, catalogue.deploy(db, who, record)

    return run(database.write(unit))


def kill_at(step: str, location: str) -> None:
    """Let a process deploy up to a step, and kill it there."""
    command = [sys.executable, str(PROGRAM), location, step, str(LEASE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        reached = process.stdout.readline()
        process.kill()
    assert reached.decode().strip() == step


@pytest.mark.parametrize("step", STEPS)
def test_a_deployment_survives_the_death_of_its_process_at_every_step(
    step: str,
    database: Database,
    database_location: str,
    run: Run,
    who: Caller,
    begun: tuple[Record, Operation],
) -> None:
    record, operation = begun
    kill_at(step, database_location)

    async def heir() -> None:
        worker = Worker(database, {DEPLOY: DEPLOYING}, LEASE)
        worker.start()
        await reached(has_ended, BOUND)
        await worker.stop()

    async def has_ended() -> bool:
        return (await database.read(look)).finished

    def look(db: Transaction) -> Operation:
        found = operations.find(db, who.account_id, operation.operation_id)
        assert found
        return found

    left = run(database.read(lambda db: look(db).lease_until - db.now))
    assert left <= LEASE  # no longer does the dead one keep others away
    run(heir())
    ended = run(database.read(look))
    assert (ended.state, ended.outcome) == ("done", {"revision": 1})
    assert ended.attempts == (1 if step == "applied" else 2)
    now = run(database.read(lambda db: store.find(db, who.account_id, record.character_id)))
    assert now == replace(record, live_revision=1, container="", address="")
    assert run(database.read(deployments.waiting, record)) == {}
