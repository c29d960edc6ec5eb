"""A process that deploys what is due and stands still at one step, for ever: whoever started it will kill it there.

Arguments: where the database is, the step (claimed, prepared, applying, applied), and the lease in microseconds. It
prints the step when it has come to it.
"""

import asyncio
import sys
import time
from collections.abc import Mapping
from typing import Any

from greenroom.characters.work import DEPLOYING
from greenroom.database import Database, Transaction, open_database
from greenroom.operations.model import Operation
from greenroom.operations.worker import Work, Worker

STEPS = ("claimed", "prepared", "applying", "applied")
"""After the claim; between `prepare` and `apply`; inside the transaction of `apply`; right after it."""


def stand_still(step: str) -> None:
    if step == sys.argv[2]:
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()
        time.sleep(600)


async def prepare(database: Database, operation: Operation) -> Any:
    stand_still("claimed")
    prepared = await DEPLOYING.prepare(database, operation)
    stand_still("prepared")
    return prepared


def apply(db: Transaction, operation: Operation, prepared: Any) -> Mapping[str, Any]:
    outcome = DEPLOYING.apply(db, operation, prepared)
    stand_still("applying")
    return outcome


async def main() -> None:
    database = open_database(sys.argv[1])
    work = Work(prepare, apply, DEPLOYING.forget)
    assert await Worker(database, {"deploy": work}, int(sys.argv[3])).step()
    stand_still("applied")


if __name__ == "__main__":
    asyncio.run(main())
