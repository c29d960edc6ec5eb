"""A process that adds things from 32 tasks, and notes each acknowledged one in a file; for tests that kill it.

python writer.py LOCATION NOTES PREFIX COUNT
"""

import asyncio
import os
import sys

from tests.database.things import SCHEMA, add

from greenroom.database import open_database


async def main(location: str, notes: str, prefix: str, count: int) -> None:
    database = open_database(location, schema=SCHEMA)
    acknowledged = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    names = (f"{prefix}-{number}" for number in range(count))

    async def work() -> None:
        for name in names:
            await database.write(add, name)
            os.write(acknowledged, f"{name}\n".encode())

    await asyncio.gather(*(work() for _ in range(32)))
    await database.close()


location, notes, prefix, count = sys.argv[1:]
asyncio.run(main(location, notes, prefix, int(count)))
