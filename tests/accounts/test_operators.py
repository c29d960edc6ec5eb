import pytest
from tests.conftest import Run

from greenroom.accounts import service
from greenroom.accounts.operators import is_operator, list_operators, name_operator, require_operator
from greenroom.database import Database, Transaction
from greenroom.problems import NotAdmitted, NotFound


def dismiss(db: Transaction, handle: str) -> None:
    name_operator(db, handle, dismiss=True)


def test_operators_are_named_and_dismissed(database: Database, run: Run) -> None:
    ada, bob = (run(database.write(service.create_account, name, "home")) for name in ("ada", "bob"))
    run(database.write(name_operator, "@ADA"))
    run(database.write(name_operator, "ada"))
    assert run(database.read(list_operators)) == [ada]
    run(database.read(require_operator, ada.account_id))
    assert not run(database.read(is_operator, bob.account_id))
    with pytest.raises(NotAdmitted, match="Only operators"):
        run(database.read(require_operator, bob.account_id))
    run(database.write(dismiss, "ada"))
    assert run(database.read(list_operators)) == []


def test_nobody_is_no_operator(database: Database, run: Run) -> None:
    with pytest.raises(NotFound):
        run(database.write(name_operator, "nobody"))
