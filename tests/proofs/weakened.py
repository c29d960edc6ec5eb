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


GUARDS: Mapping[str, Callable[[], None]] = {one.__name__: one for one in (synchronous_normal,)}

if __name__ == "__main__":
    from greenroom.cli import main

    GUARDS[sys.argv.pop(1)]()
    main()
