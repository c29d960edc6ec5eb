import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from tests.conftest import Run

from greenroom.accounts import idempotency, service
from greenroom.accounts.idempotency import Made
from greenroom.assets.media import DirectoryMedia
from greenroom.assets.sweep import IDLE
from greenroom.database import Database, open_database
from greenroom.housekeeping import keep_house
from greenroom.kit.clock import DAY, system_clock
from greenroom.operations import store
from greenroom.operations.model import KEPT
from greenroom.operations.worker import forget_old

ORPHAN = "o" * 24


def a_month_from_now() -> int:
    return system_clock() + KEPT + DAY


async def for_a_moment(database: Database, media: DirectoryMedia) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(keep_house(database, media, every=0.01), 0.3)


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
    while media.get(ORPHAN) is not None:
        run(for_a_moment(later, media))
    run(for_a_moment(later, media))  # what is done beside that may take longer

    assert run(later.write(idempotency.forget_old)) == 0
    assert run(later.write(forget_old)) == 0
    assert media.get(ORPHAN) is None
    run(later.close())


def test_a_database_out_of_reach_does_not_end_it(
    run: Run, database_location: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = open_database(database_location)
    run(database.close())
    run(for_a_moment(database, DirectoryMedia(tmp_path / "media")))
    assert len(caplog.messages) > 1
    assert {*caplog.messages} == {"housekeeping failed; it will be tried again"}
