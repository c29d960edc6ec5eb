import re

from tests.conftest import Run

from greenroom.accounts import service
from greenroom.accounts.guests import create_guest, idle_guests, is_guest, keep_guest
from greenroom.database import Database
from greenroom.kit.clock import SECOND, system_clock


def test_a_guest_has_a_small_plan_and_a_name_of_chance(database: Database, run: Run) -> None:
    first, second = (run(database.write(create_guest)) for _ in range(2))
    assert re.fullmatch("guest_[0-9A-Za-z]{10}", first.handle)
    assert first.handle != second.handle
    assert (first.plan, first.display_name) == ("guest", "Guest")
    assert run(database.read(is_guest, first.account_id))


def test_whoever_stays_is_no_guest_and_keeps_the_account(database: Database, run: Run) -> None:
    guest = run(database.write(create_guest))
    assert run(database.write(keep_guest, guest.account_id, "standard"))
    assert not run(database.read(is_guest, guest.account_id))
    assert run(database.read(service.find_account, guest.account_id)).plan == "standard"
    assert not run(database.write(keep_guest, guest.account_id, "home"))
    assert run(database.read(service.find_account, guest.account_id)).plan == "standard"


def test_guests_are_found_when_they_stay_away(database: Database, run: Run) -> None:
    run(database.write(service.create_account, "ada", "home"))
    guests = [run(database.write(create_guest)).account_id for _ in range(2)]
    now = system_clock()
    assert run(database.scan(idle_guests, now - 60 * SECOND)) == []
    assert run(database.scan(idle_guests, now + SECOND)) == guests
    assert run(database.scan(idle_guests, now + SECOND, 1)) == guests[:1]
