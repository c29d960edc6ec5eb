import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.reached import reached

from greenroom.accounts import idempotency, service
from greenroom.accounts.idempotency import Made
from greenroom.assets.media import DirectoryMedia
from greenroom.assets.sweep import IDLE
from greenroom.database import Database, open_database
from greenroom.database.statements import parse
from greenroom.housekeeping import keep_house
from greenroom.kit.clock import DAY, system_clock
from greenroom.operations import store
from greenroom.operations.model import KEPT

ORPHAN = "o" * 24


def a_month_from_now() -> int:
    return system_clock() + KEPT + DAY


LEFT = parse(
    """
-- name: left
SELECT (SELECT count(*) FROM idempotency) + (SELECT count(*) FROM operations);
""",
    "tests",
)


async def keep_until(
    is_so: Callable[[], bool | Awaitable[bool]], database: Database, media: DirectoryMedia
) -> None:
    keeping = asyncio.create_task(keep_house(database, media, every=0.01))
    await reached(is_so)
    keeping.cancel()
    await asyncio.wait([keeping])


def test_what_has_outlived_its_promise_goes(run: Run, database_location: str, tmp_path: Path) -> None:
    now = open_database(database_location)
    who = run(now.write(service.create_account, "ada", "home")).account_id
    asked = idempotency.request(who, "POST", "/x", "key", b"")
    run(now.write(idempotency.once, asked, lambda _: Made(b"{}")))
    run(now.write(store.insert, who, "deploy", "nora", {}))
    run(now.write(store.cancel, who, "nora", {}))
    DirectoryMedia(tmp_path / "media").put(ORPHAN, b"bytes")
    run(now.close())

    later = open_database(database_location, clock=a_month_from_now)
    media = DirectoryMedia(tmp_path / "media", lambda: system_clock() + IDLE + 1)

    async def all_is_gone() -> bool:
        return await later.read(lambda db: db.one(LEFT.left, {})) == (0,) and media.get(ORPHAN) is None

    assert not run(all_is_gone())
    run(keep_until(all_is_gone, later, media))
    run(later.close())


def test_a_database_out_of_reach_does_not_end_it(
    run: Run, database_location: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = open_database(database_location)
    run(database.close())
    many = 50  # more than are said at a time
    run(keep_until(lambda: len(caplog.messages) > many, database, DirectoryMedia(tmp_path / "media")))
    assert {*caplog.messages} == {"housekeeping failed; it will be tried again"}
