"""Coming in, as far as it needs nobody else."""

import pytest
from tests.accounts.arrivals.doors import HERE, SECRET, Doors
from tests.conftest import Run
from tests.tables import where

from greenroom.accounts import audit, service, store, tickets
from greenroom.accounts.arrivals import Visitor, Ways
from greenroom.accounts.identities import list_identities
from greenroom.accounts.passwords.store import of_account
from greenroom.accounts.registration import Policy
from greenroom.database import Database, Transaction
from greenroom.kit.clock import MINUTE
from greenroom.problems import (
    AlreadyExists,
    BadValue,
    NotAdmitted,
    NotSignedIn,
    Problem,
    RateLimited,
    Suspended,
    WrongKey,
)

PASSWORD = "correct horse"
WAYS: list[tuple[Policy, Ways]] = [
    ("closed", Ways(guest=False, register=False, needs_invite=False)),
    ("invite", Ways(guest=False, register=True, needs_invite=True)),
    ("guests", Ways(guest=True, register=True, needs_invite=True)),
    ("open", Ways(guest=True, register=True, needs_invite=False)),
]


@pytest.fixture
def doors(database: Database) -> Doors:
    return Doors(database)


@pytest.mark.parametrize(("policy", "ways"), WAYS)
def test_a_page_offers_what_there_is(policy: Policy, ways: Ways, database: Database) -> None:
    assert Doors(database, policy).arrivals.ways() == ways


def test_a_guest_is_in_with_one_click(doors: Doors, run: Run) -> None:
    arrival = run(doors.arrivals.as_guest(HERE))
    assert arrival.is_new
    assert (arrival.session.is_guest, arrival.session.plan, arrival.session.way) == (True, "guest", "guest")
    assert run(doors.sessions.find(arrival.token)) == arrival.session


@pytest.mark.parametrize("policy", ["closed", "invite"])
def test_not_everywhere(policy: Policy, database: Database, run: Run) -> None:
    with pytest.raises(NotAdmitted):
        run(Doors(database, policy).arrivals.as_guest(HERE))
    assert run(database.read(service.list_accounts)) == []


def test_one_address_makes_few_accounts(doors: Doors, run: Run) -> None:
    for _ in range(5):
        run(doors.arrivals.as_guest(HERE))
    with pytest.raises(RateLimited):
        run(doors.arrivals.as_guest(HERE))
    with pytest.raises(RateLimited):
        run(doors.arrivals.register("ada", PASSWORD, HERE))
    run(doors.arrivals.as_guest(Visitor("192.0.2.8")))
    doors.clock.now += 10 * MINUTE
    run(doors.arrivals.as_guest(HERE))


def test_somebody_registers_and_signs_in_by_that_name(doors: Doors, run: Run) -> None:
    made = run(doors.arrivals.register(" @Ada ", PASSWORD, HERE))
    assert (made.is_new, made.session.handle, made.session.plan) == (True, "Ada", "home")
    assert not made.session.is_guest
    again = run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    assert (again.is_new, again.session.account_id) == (False, made.session.account_id)
    assert again.token != made.token
    assert run(doors.sessions.find(made.token))


def test_nothing_of_it_can_be_read_in_the_database(doors: Doors, database: Database, run: Run) -> None:
    made = run(doors.arrivals.register("ada", PASSWORD, HERE))
    assert made.recovery_code
    secrets = (PASSWORD, made.recovery_code, made.recovery_code.replace("-", ""), made.token)
    assert set().union(*run(database.read(where, *secrets)).values()) == set()


REFUSED: list[tuple[str, str, type[Problem]]] = [
    ("ad", PASSWORD, BadValue),
    ("a b c", PASSWORD, BadValue),
    ("\0\0\0", PASSWORD, BadValue),
    ("ada", "short", BadValue),
    ("correcthorse", "CorrectHorse", BadValue),
    ("BOB", PASSWORD, AlreadyExists),
]


@pytest.mark.parametrize(("handle", "password", "problem"), REFUSED)
def test_what_can_t_be_makes_no_account(
    handle: str, password: str, problem: type[Problem], doors: Doors, database: Database, run: Run
) -> None:
    bob = run(database.write(service.create_account, "bob", "home"))
    for _ in range(10):  # and is not counted
        with pytest.raises(problem):
            run(doors.arrivals.register(handle, password, HERE))
    assert run(database.read(service.list_accounts)) == [bob]


def test_an_invite_is_used_up_by_the_account_that_it_makes(database: Database, run: Run) -> None:
    doors = Doors(database, "invite")
    run(database.write(service.create_account, "bob", "home"))
    invite = run(database.write(tickets.make_invite, SECRET, "standard"))
    for handle, said, problem in (
        ("ada", "", NotAdmitted),
        ("ada", "x" * 32, NotAdmitted),
        ("bob", invite, AlreadyExists),
    ):
        with pytest.raises(problem):
            run(doors.arrivals.register(handle, PASSWORD, HERE, said))
    assert run(doors.arrivals.register("ada", PASSWORD, HERE, invite)).session.plan == "standard"
    with pytest.raises(NotAdmitted):
        run(doors.arrivals.register("eve", PASSWORD, HERE, invite))


@pytest.mark.parametrize(
    ("handle", "password"),
    [("ada", "correct horsf"), ("eve", PASSWORD), ("bob", ""), ("\0", "x"), ("", ""), ("ada", "x" * 10_000)],
)
def test_what_is_wrong_is_not_told(
    handle: str, password: str, doors: Doors, database: Database, run: Run
) -> None:
    run(doors.arrivals.register("ada", PASSWORD, HERE))
    run(database.write(service.create_account, "bob", "home"))  # who has no password at all
    with pytest.raises(NotSignedIn) as caught:
        run(doors.arrivals.with_password(handle, password, HERE))
    assert str(caught.value) == "The name or the password is not right."


def test_guesses_at_a_name_are_few_wherever_they_come_from(doors: Doors, run: Run) -> None:
    run(doors.arrivals.register("ada", PASSWORD, HERE))
    for number in range(10):
        with pytest.raises(NotSignedIn):
            run(doors.arrivals.with_password("@ADA", "wrong horse", Visitor(f"192.0.2.{number}")))
    with pytest.raises(RateLimited):  # even the right one, or the answer would tell
        run(doors.arrivals.with_password("ada", PASSWORD, Visitor("192.0.2.99")))
    doors.clock.now += MINUTE
    run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    for _ in range(10):
        run(doors.arrivals.with_password("ada", PASSWORD, HERE))


def test_guesses_from_an_address_are_few_whatever_the_name(doors: Doors, run: Run) -> None:
    for number in range(30):
        with pytest.raises(NotSignedIn):
            run(doors.arrivals.recover(f"nobody_{number}", "x", PASSWORD, HERE))
    with pytest.raises(RateLimited):
        run(doors.arrivals.with_password("nobody", PASSWORD, HERE))
    with pytest.raises(RateLimited):
        run(doors.arrivals.with_link("x" * 32, HERE))


def test_a_forgotten_password_is_replaced_once_by_its_code(
    doors: Doors, database: Database, run: Run
) -> None:
    made = run(doors.arrivals.register("ada", PASSWORD, HERE))
    _, key = run(doors.sessions.key(made.session))
    run(doors.keyring.caller(key))
    code = made.recovery_code or ""
    found = run(doors.arrivals.recover("ada", code.replace("-", " "), "another horse", HERE))
    assert run(doors.sessions.find(made.token)) is None  # whoever had the old one is out
    with pytest.raises(WrongKey):
        run(doors.keyring.caller(key))
    assert run(doors.sessions.find(found.token))
    assert found.recovery_code not in (None, code)
    with pytest.raises(NotSignedIn):
        run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    run(doors.arrivals.with_password("ada", "another horse", HERE))
    with pytest.raises(NotSignedIn, match="good for one password"):
        run(doors.arrivals.recover("ada", code, "third horse", HERE))
    run(doors.arrivals.recover("ada", found.recovery_code or "", "third horse", HERE))
    acts = [entry.act for entry in run(database.scan(audit.of_account, made.session.account_id, 20))]
    assert acts.count("password reset") == 2
    assert acts.count("sign-in failed") == 2


def test_a_link_signs_in_without_a_password(doors: Doors, database: Database, run: Run) -> None:
    ada = run(database.write(service.create_account, "ada", "home"))
    ticket = run(database.write(tickets.make_link, SECRET, "ada"))
    arrival = run(doors.arrivals.with_link(ticket, HERE))
    assert (arrival.session.account_id, arrival.session.way) == (ada.account_id, "link")
    with pytest.raises(NotSignedIn):
        run(doors.arrivals.with_link(ticket, HERE))
    assert run(database.read(list_identities, ada.account_id)) == []


def test_whoever_is_suspended_is_not_let_in(doors: Doors, database: Database, run: Run) -> None:
    made = run(doors.arrivals.register("ada", PASSWORD, HERE))
    run(database.write(store.suspend_account, made.session.account_id, 1))
    with pytest.raises(Suspended):
        run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    with pytest.raises(NotSignedIn):  # who does not know the password is not told
        run(doors.arrivals.with_password("ada", "wrong horse", HERE))


def test_a_hash_of_yesterday_is_made_anew_when_it_matches(doors: Doors, database: Database, run: Run) -> None:
    argon2 = pytest.importorskip("argon2")
    made = run(doors.arrivals.register("ada", PASSWORD, HERE))
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    def weaken(db: Transaction) -> None:
        from greenroom.accounts.passwords.store import rehash  # noqa: PLC0415 - only here

        rehash(db, made.session.account_id, weak)

    run(database.write(weaken))
    run(doors.arrivals.with_password("ada", PASSWORD, HERE))
    kept = run(database.read(of_account, made.session.account_id))
    assert kept.hash != weak
    run(doors.arrivals.with_password("ada", PASSWORD, HERE))
