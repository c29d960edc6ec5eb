"""A server of which one guard is taken away before it serves: `weakened.py GUARD serve …`. Nothing but proofs runs it.

The promise that a proof is for must break here; otherwise the proof sees nothing.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any


def replaced(where: Any, name: str, by: Any) -> None:
    """Something in place of what is there; AttributeError where nothing is, so that no hole closes unnoticed."""
    getattr(where, name)
    setattr(where, name, by)


def synchronous_normal() -> None:
    """SQLite's commits don't wait for the disk."""
    from greenroom.database.sqlite import connection  # noqa: PLC0415 - only where it is wanted

    pragmas = tuple(one.replace("synchronous = FULL", "synchronous = NORMAL") for one in connection.PRAGMAS)
    assert pragmas != connection.PRAGMAS
    connection.PRAGMAS = pragmas


def synchronous_off() -> None:
    """SQLite never asks the disk whether it has anything."""
    from greenroom.database.sqlite import connection  # noqa: PLC0415 - as above

    pragmas = tuple(one.replace("synchronous = FULL", "synchronous = OFF") for one in connection.PRAGMAS)
    assert pragmas != connection.PRAGMAS
    connection.PRAGMAS = pragmas


def told_anyway() -> None:
    """What could not be committed is said to be done."""
    from greenroom.database.sqlite.group_commit import GroupCommit  # noqa: PLC0415 - as above

    def given_up(self: Any, batch: Any, error: Exception) -> None:
        for job in batch:
            job.error = None if hasattr(job, "result") else job.error or error
        self._disconnect()

    replaced(GroupCommit, "_give_up", given_up)


def forgetful() -> None:
    """No idempotency key was ever seen before."""
    from greenroom.accounts import idempotency  # noqa: PLC0415 - as above

    replaced(idempotency, "once", lambda db, _this, make: make(db))


def endless_patience() -> None:
    """PostgreSQL is waited for, whether it says anything or not."""
    from greenroom.database.postgres import database, server  # noqa: PLC0415 - as above

    replaced(database, "PATIENCE", None)
    replaced(server, "SAFETY", {"application_name": "greenroom", "client_encoding": "UTF8"})


GUARDS: Mapping[str, Callable[[], None]] = {one.__name__: one for one in (synchronous_normal, synchronous_off, told_anyway, forgetful, endless_patience)}

if __name__ == "__main__":
    from greenroom.cli import main

    GUARDS[sys.argv.pop(1)]()
    main()
