"""A process for which the disk is full for a while; prints what its writers and readers were told.

python full_disk.py PATH
"""

import asyncio
import json
import resource
import sys
from collections import Counter
from pathlib import Path

from tests.database.things import SCHEMA, SQL, add, counts

from greenroom.database import Database, Transaction, open_database


def add_much(db: Transaction, name: str) -> str:
    db.run(SQL.add, {"id": name, "size": 0, "weight": 0.0, "body": b"x" * 100_000})
    return add(db, f"{name}'s neighbour")


def limit_files(size: int) -> None:
    """Let no file of this process grow beyond `size`."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


async def outcomes(database: Database, prefix: str) -> dict[str, int]:
    writes = (database.write(add_much, f"{prefix}{number}") for number in range(20))
    return Counter(
        type(outcome).__name__ for outcome in await asyncio.gather(*writes, return_exceptions=True)
    )


async def main(path: str) -> None:
    database = open_database(path, schema=SCHEMA)
    before = await outcomes(database, "before")
    limit_files(Path(f"{path}-wal").stat().st_size + 50_000)  # noqa: ASYNC240 - nothing else runs now
    full = await outcomes(database, "full")
    read = await database.read(counts)
    limit_files(resource.RLIM_INFINITY)
    after = await outcomes(database, "after")
    json.dump([before, full, read, after, await database.read(counts)], sys.stdout)
    await database.close()


asyncio.run(main(sys.argv[1]))
