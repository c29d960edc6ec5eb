from typing import NamedTuple

import pytest
from tests.conftest import Run

from greenroom.accounts import tickets
from greenroom.accounts.registration import Policy, Registration, registration_of
from greenroom.app import all_settings
from greenroom.database import Database
from greenroom.problems import NotAdmitted
from greenroom.settings import load

SECRET = b"0123456789abcdef"


class Row(NamedTuple):
    """What a policy does: with guests, with newcomers, and with newcomers who bring an invite."""

    policy: Policy
    guest: bool
    newcomer: bool
    invited: bool


ROWS = [
    Row("closed", guest=False, newcomer=False, invited=False),
    Row("invite", guest=False, newcomer=False, invited=True),
    Row("guests", guest=True, newcomer=False, invited=True),
    Row("open", guest=True, newcomer=True, invited=True),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.policy)
def test_each_policy_lets_in_whom_the_one_before_does(row: Row, database: Database, run: Run) -> None:
    policy = Registration(row.policy, "home")
    assert policy.takes_guests == row.guest
    if row.guest:
        policy.check_guest()
    else:
        with pytest.raises(NotAdmitted):
            policy.check_guest()
    if row.newcomer:
        assert run(database.write(policy.admit, SECRET, "")) == "home"
    else:
        with pytest.raises(NotAdmitted):
            run(database.write(policy.admit, SECRET, " "))
    invite = run(database.write(tickets.make_invite, SECRET, "standard"))
    if row.invited:
        assert run(database.write(policy.admit, SECRET, invite)) == "standard"
    for bad in (invite, "x") if row.invited else (invite, "x", ""):
        with pytest.raises(NotAdmitted):
            run(database.write(policy.admit, SECRET, bad))


DEFAULTS = [
    ("127.0.0.1", "", "open"),
    ("localhost", "", "open"),
    ("::1", "", "open"),
    ("0.0.0.0", "", "closed"),
    ("192.168.1.7", "", "closed"),
    ("0.0.0.0", "guests", "guests"),
    ("127.0.0.1", "closed", "closed"),
]


@pytest.mark.parametrize(("host", "said", "policy"), DEFAULTS)
def test_a_server_that_others_reach_is_closed_unless_it_is_said_otherwise(
    host: str, said: str, policy: str
) -> None:
    values = load(all_settings(), {"host": host, "registration": said}, {})
    assert registration_of(values) == (policy, "home")
