import pytest
from tests.accounts.arrivals.doors import HERE, SECRET, Doors
from tests.conftest import Run

from greenroom.accounts import service, tickets
from greenroom.accounts.arrivals import Arrival
from greenroom.accounts.identities import LOCAL, link
from greenroom.database import Database, Transaction
from greenroom.problems import (
    AlreadyExists,
    BadValue,
    CannotLink,
    NotAdmitted,
    NotFound,
    NotSignedIn,
    RateLimited,
)

PASSWORD = "correct horse"
ELSEWHERE = "https://id.example"


@pytest.fixture
def doors(database: Database) -> Doors:
    return Doors(database)


@pytest.fixture
def guest(doors: Doors, run: Run) -> Arrival:
    return run(doors.arrivals.as_guest(HERE))


@pytest.fixture
def ada(doors: Doors, run: Run) -> Arrival:
    return run(doors.arrivals.register("ada", PASSWORD, HERE))


def link_elsewhere(db: Transaction, account_id: str) -> None:
    link(db, account_id, ELSEWHERE, "1", "Ada", plan="home")


def test_a_guest_stays_by_a_name_and_a_password(doors: Doors, guest: Arrival, run: Run) -> None:
    code = run(doors.credentials.add_password(guest.session, "@ada", PASSWORD))
    found = run(doors.sessions.find(guest.token))
    assert found
    assert (found.account_id, found.handle, found.display_name) == (guest.session.account_id, "ada", "ada")
    assert (found.is_guest, found.plan) == (False, "home")
    assert run(doors.arrivals.with_password("ada", PASSWORD, HERE)).session.account_id == found.account_id
    run(doors.arrivals.recover("ada", code, "another horse", HERE))


def test_where_that_needs_an_invite_it_needs_one(database: Database, run: Run) -> None:
    doors = Doors(database, "guests")
    guest = run(doors.arrivals.as_guest(HERE))
    with pytest.raises(NotAdmitted, match="needs an invite"):
        run(doors.credentials.add_password(guest.session, "ada", PASSWORD))
    invite = run(database.write(tickets.make_invite, SECRET, "standard"))
    run(doors.credentials.add_password(guest.session, "ada", PASSWORD, invite))
    found = run(doors.sessions.find(guest.token))
    assert found
    assert (found.plan, found.is_guest) == ("standard", False)


def test_what_can_t_be_leaves_the_guest_a_guest(doors: Doors, guest: Arrival, ada: Arrival, run: Run) -> None:
    for handle, password, problem in (
        ("ADA", PASSWORD, AlreadyExists),
        ("x", PASSWORD, BadValue),
        ("eve", "x", BadValue),
    ):
        with pytest.raises(problem):
            run(doors.credentials.add_password(guest.session, handle, password))
    assert run(doors.sessions.find(guest.token)) == guest.session
    with pytest.raises(CannotLink):
        run(doors.credentials.add_password(ada.session, "ada", PASSWORD))


def test_an_old_password_is_needed_for_a_new_one(doors: Doors, ada: Arrival, run: Run) -> None:
    other = run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    with pytest.raises(NotSignedIn):
        run(doors.credentials.change_password(ada.session, "wrong horse", "another horse"))
    with pytest.raises(BadValue):
        run(doors.credentials.change_password(ada.session, PASSWORD, "x"))
    run(doors.credentials.change_password(ada.session, PASSWORD, "another horse"))
    assert run(doors.sessions.find(ada.token))
    assert run(doors.sessions.find(other.token)) is None
    with pytest.raises(NotSignedIn):
        run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    run(doors.arrivals.with_password("ada", "another horse", HERE))


def test_a_browser_left_open_is_no_place_to_guess(doors: Doors, ada: Arrival, run: Run) -> None:
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            run(doors.credentials.new_recovery_code(ada.session, "wrong horse"))
    with pytest.raises(RateLimited):
        run(doors.credentials.change_password(ada.session, PASSWORD, "another horse"))


def test_another_recovery_code_takes_the_place_of_the_first(doors: Doors, ada: Arrival, run: Run) -> None:
    code = run(doors.credentials.new_recovery_code(ada.session, PASSWORD))
    with pytest.raises(NotSignedIn):
        run(doors.arrivals.recover("ada", ada.recovery_code or "", "another horse", HERE))
    run(doors.arrivals.recover("ada", code, "another horse", HERE))


def test_where_there_is_no_password_there_is_none_to_change(doors: Doors, guest: Arrival, run: Run) -> None:
    with pytest.raises(CannotLink, match="no password"):
        run(doors.credentials.change_password(guest.session, "", PASSWORD))
    with pytest.raises(CannotLink, match="no password"):
        run(doors.credentials.new_recovery_code(guest.session, ""))


def test_a_password_goes_when_something_else_is_left(
    doors: Doors, database: Database, ada: Arrival, run: Run
) -> None:
    account_id = ada.session.account_id
    with pytest.raises(CannotLink, match="only way"):
        run(doors.credentials.unlink(ada.session, LOCAL, account_id))
    run(database.write(link_elsewhere, account_id))
    assert [one.issuer for one in run(doors.credentials.list(ada.session))] == [LOCAL, ELSEWHERE]
    run(doors.credentials.unlink(ada.session, LOCAL, account_id))
    with pytest.raises(NotSignedIn):
        run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    with pytest.raises(CannotLink, match="only way"):
        run(doors.credentials.unlink(ada.session, ELSEWHERE, "1"))
    run(doors.credentials.add_password(ada.session, "ada", PASSWORD))
    run(doors.arrivals.with_password("ada", PASSWORD, HERE))


def test_a_guest_has_nothing_to_unlink(doors: Doors, guest: Arrival, run: Run) -> None:
    assert run(doors.credentials.list(guest.session)) == []
    with pytest.raises(NotFound):
        run(doors.credentials.unlink(guest.session, ELSEWHERE, "1"))


def test_a_name_is_the_handle_also_after_it_changes(
    doors: Doors, database: Database, ada: Arrival, run: Run
) -> None:
    from greenroom.accounts.store import rename  # noqa: PLC0415 - only here

    run(database.write(rename, ada.session.account_id, "countess", "Ada"))
    run(doors.arrivals.with_password("countess", PASSWORD, HERE))
    with pytest.raises(NotSignedIn):
        run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    assert run(database.read(service.find_account, "countess"))
