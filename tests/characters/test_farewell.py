from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import Run
from tests.tables import NOBODYS, TABLES, count

from greenroom.accounts import service
from greenroom.accounts.guests import create_guest
from greenroom.accounts.identities import link
from greenroom.assets import store as assets
from greenroom.assets.media import DirectoryMedia
from greenroom.assets.model import Asset
from greenroom.characters.farewell import check_farewell, delete_rows, forget_guests, sweep_up
from greenroom.database import Database, Transaction, open_database
from greenroom.kit.clock import DAY, MINUTE, system_clock
from greenroom.problems import BadValue, NotFound

PICTURE = "a" * 24


class Guests(NamedTuple):
    idle: str
    stayed: str


def two_guests(db: Transaction) -> Guests:
    idle, stayed = (create_guest(db).account_id for _ in range(2))
    assets.keep(db, idle, Asset(PICTURE, "image/webp", 5, 1, 1))
    link(db, stayed, "https://id.example", "1", "Ada", plan="home")
    return Guests(idle, stayed)


def test_guests_who_stay_away_are_deleted_with_everything(
    database_location: str, tmp_path: Path, run: Run
) -> None:
    now = open_database(database_location)
    guests = run(now.write(two_guests))
    media = DirectoryMedia(tmp_path)
    media.put(PICTURE, b"bytes")
    assert run(forget_guests(now, media, 30)) == 0
    run(now.close())

    later = open_database(database_location, clock=lambda: system_clock() + 30 * DAY + MINUTE)
    assert run(forget_guests(later, media, 31)) == 0
    assert run(forget_guests(later, media, 30)) == 1
    assert media.get(PICTURE) is None
    assert [one.account_id for one in run(later.read(service.list_accounts))] == [guests.stayed]
    run(later.close())


def test_whoever_goes_leaves_that_something_was_done(database: Database, tmp_path: Path, run: Run) -> None:
    guests = run(database.write(two_guests))
    media = DirectoryMedia(tmp_path)
    media.put(PICTURE, b"bytes")
    left = run(database.write(delete_rows, guests.idle))
    assert sweep_up(media, left) == 1
    run(database.write(delete_rows, guests.stayed))
    rows = {table for table in TABLES if run(database.read(count, table))}
    assert rows <= NOBODYS | {"audit"}
    with pytest.raises(NotFound):
        run(database.write(delete_rows, guests.idle))


@pytest.mark.parametrize("typed", ["ada", "@Ada", " ADA\n"])
def test_whoever_types_their_handle_means_it(typed: str) -> None:
    check_farewell("Ada", typed)


@pytest.mark.parametrize("typed", ["", "@", "yes", "ad"])
def test_nobody_goes_by_mistake(typed: str) -> None:
    with pytest.raises(BadValue, match="@Ada"):
        check_farewell("Ada", typed)
