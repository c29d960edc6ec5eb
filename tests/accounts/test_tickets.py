import pytest
from tests.conftest import Run
from tests.tables import where

from greenroom.accounts import service, tickets
from greenroom.database import Database, open_database
from greenroom.kit.clock import DAY, system_clock
from greenroom.problems import NotAdmitted, NotFound, NotSignedIn

SECRET = b"0123456789abcdef"


def test_a_link_signs_in_once(database: Database, run: Run) -> None:
    ada = run(database.write(service.create_account, "ada", "home"))
    ticket = run(database.write(tickets.make_link, SECRET, "@Ada"))
    assert run(database.read(where, ticket)) == {ticket: set()}
    assert run(database.write(tickets.use_link, SECRET, ticket)) == ada.account_id
    with pytest.raises(NotSignedIn, match="has been used"):
        run(database.write(tickets.use_link, SECRET, ticket))


def test_of_an_account_s_links_the_last_one_does(database: Database, run: Run) -> None:
    run(database.write(service.create_account, "ada", "home"))
    first, second = (run(database.write(tickets.make_link, SECRET, "ada")) for _ in range(2))
    with pytest.raises(NotSignedIn):
        run(database.write(tickets.use_link, SECRET, first))
    run(database.write(tickets.use_link, SECRET, second))


@pytest.mark.parametrize(("late", "good"), [(-1, True), (0, False)])
def test_within_a_quarter_of_an_hour(
    database: Database, database_location: str, run: Run, late: int, *, good: bool
) -> None:
    run(database.write(service.create_account, "ada", "home"))
    clock = system_clock()
    then = open_database(database_location, clock=lambda: clock)
    ticket = run(then.write(tickets.make_link, SECRET, "ada"))
    run(then.close())
    later = open_database(database_location, clock=lambda: clock + tickets.LINK_LIVES + late)
    if good:
        run(later.write(tickets.use_link, SECRET, ticket))
    else:
        with pytest.raises(NotSignedIn):
            run(later.write(tickets.use_link, SECRET, ticket))
        assert run(later.write(tickets.forget_old)) == 1
    run(later.close())


def test_nobody_has_no_link(database: Database, run: Run) -> None:
    with pytest.raises(NotFound):
        run(database.write(tickets.make_link, SECRET, "nobody"))


@pytest.mark.parametrize("ticket", ["", "x", "A" * 32, "\0" * 32, "é" * 32])
def test_what_was_never_made_opens_nothing(ticket: str, database: Database, run: Run) -> None:
    with pytest.raises(NotSignedIn):
        run(database.write(tickets.use_link, SECRET, ticket))
    with pytest.raises(NotAdmitted):
        run(database.write(tickets.use_invite, SECRET, ticket))


def test_an_invite_lets_one_in_and_is_no_link(database: Database, run: Run) -> None:
    invite = run(database.write(tickets.make_invite, SECRET, "standard"))
    with pytest.raises(NotSignedIn):
        run(database.write(tickets.use_link, SECRET, invite))
    assert run(database.write(tickets.use_invite, SECRET, f" {invite}\n")) == "standard"
    with pytest.raises(NotAdmitted, match="has been used"):
        run(database.write(tickets.use_invite, SECRET, invite))


def test_a_link_is_no_invite_and_another_server_s_is_neither(database: Database, run: Run) -> None:
    run(database.write(service.create_account, "ada", "home"))
    ticket = run(database.write(tickets.make_link, SECRET, "ada"))
    with pytest.raises(NotAdmitted):
        run(database.write(tickets.use_invite, SECRET, ticket))
    with pytest.raises(NotSignedIn):
        run(database.write(tickets.use_link, b"another secret of a server", ticket))


def test_an_invite_lasts_as_long_as_it_was_said_to(
    database: Database, database_location: str, run: Run
) -> None:
    invite = run(database.write(tickets.make_invite, SECRET, "home", DAY))
    later = open_database(database_location, clock=lambda: system_clock() + DAY)
    with pytest.raises(NotAdmitted):
        run(later.write(tickets.use_invite, SECRET, invite))
    run(later.close())


def test_with_an_account_its_link_goes(database: Database, run: Run) -> None:
    ada = run(database.write(service.create_account, "ada", "home"))
    ticket = run(database.write(tickets.make_link, SECRET, "ada"))
    run(database.write(service.delete_account, ada.account_id))
    with pytest.raises(NotSignedIn):
        run(database.write(tickets.use_link, SECRET, ticket))


def test_the_ticket_stands_in_the_query_which_no_log_keeps() -> None:
    assert tickets.link_url("http://here:1", "abc") == "http://here:1/sign-in/link?ticket=abc"
