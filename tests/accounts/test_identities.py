import pytest
from tests.conftest import Run

from greenroom.accounts import service
from greenroom.accounts.guests import create_guest, is_guest
from greenroom.accounts.identities import LOCAL, link, list_identities, owner_of, unlink
from greenroom.accounts.model import Account
from greenroom.database import Database, Transaction
from greenroom.problems import CannotLink, NotFound

HERE, THERE = "https://id.example", "https://id.example.org"


@pytest.fixture
def ada(database: Database, run: Run) -> Account:
    return run(database.write(service.create_account, "ada", "home"))


def linked(
    db: Transaction, account_id: str, issuer: str, subject: str, label: str = "ada@example.org"
) -> bool:
    return link(db, account_id, issuer, subject, label, plan="standard")


def test_who_is_the_same_for_an_issuer_is_the_same_here(database: Database, ada: Account, run: Run) -> None:
    run(database.write(linked, ada.account_id, HERE, "1"))
    assert run(database.read(owner_of, HERE, "1")) == ada.account_id
    for issuer, subject in ((HERE, "2"), (THERE, "1"), (HERE, "ada@example.org"), (f"{HERE}/", "1")):
        assert run(database.read(owner_of, issuer, subject)) is None


def test_an_e_mail_address_links_nobody(database: Database, ada: Account, run: Run) -> None:
    bob = run(database.write(service.create_account, "bob", "home"))
    run(database.write(linked, ada.account_id, HERE, "1", "same@example.org"))
    run(database.write(linked, bob.account_id, THERE, "9", "same@example.org"))
    assert run(database.read(owner_of, THERE, "9")) == bob.account_id


def test_a_guest_who_links_stays(database: Database, run: Run) -> None:
    guest = run(database.write(create_guest)).account_id
    assert run(database.write(linked, guest, HERE, "1"))
    assert not run(database.read(is_guest, guest))
    assert run(database.read(service.find_account, guest)).plan == "standard"


def test_who_is_no_guest_keeps_their_plan(database: Database, ada: Account, run: Run) -> None:
    assert not run(database.write(linked, ada.account_id, HERE, "1"))
    assert run(database.read(service.find_account, ada.account_id)).plan == "home"


def test_linking_twice_changes_the_label_alone(database: Database, ada: Account, run: Run) -> None:
    run(database.write(linked, ada.account_id, HERE, "1"))
    run(database.write(linked, ada.account_id, HERE, "1", "ada@new.example"))
    assert [one.label for one in run(database.read(list_identities, ada.account_id))] == ["ada@new.example"]


def test_what_signs_in_to_another_account_can_t_be_linked(database: Database, ada: Account, run: Run) -> None:
    bob = run(database.write(service.create_account, "bob", "home"))
    run(database.write(linked, bob.account_id, HERE, "1"))
    with pytest.raises(CannotLink, match="already signs in to another account"):
        run(database.write(linked, ada.account_id, HERE, "1"))
    assert run(database.read(list_identities, ada.account_id)) == []


def test_an_account_has_one_password(database: Database, ada: Account, run: Run) -> None:
    run(database.write(linked, ada.account_id, LOCAL, ada.account_id))
    with pytest.raises(CannotLink, match="has a password already"):
        run(database.write(linked, ada.account_id, LOCAL, ada.account_id))


def test_all_but_the_last_can_be_unlinked(database: Database, ada: Account, run: Run) -> None:
    run(database.write(linked, ada.account_id, HERE, "1"))
    run(database.write(linked, ada.account_id, THERE, "1"))
    run(database.write(unlink, ada.account_id, HERE, "1"))
    assert run(database.read(owner_of, HERE, "1")) is None
    with pytest.raises(NotFound):
        run(database.write(unlink, ada.account_id, HERE, "1"))
    with pytest.raises(CannotLink, match="only way to sign in"):
        run(database.write(unlink, ada.account_id, THERE, "1"))
    assert run(database.read(owner_of, THERE, "1")) == ada.account_id


def test_nobody_unlinks_another_s(database: Database, ada: Account, run: Run) -> None:
    bob = run(database.write(service.create_account, "bob", "home"))
    for issuer in (HERE, THERE):
        run(database.write(linked, ada.account_id, issuer, "1"))
        run(database.write(linked, bob.account_id, issuer, "2"))
    with pytest.raises(NotFound):
        run(database.write(unlink, bob.account_id, HERE, "1"))


def test_with_an_account_its_identities_go(database: Database, ada: Account, run: Run) -> None:
    run(database.write(linked, ada.account_id, HERE, "1"))
    run(database.write(service.delete_account, ada.account_id))
    assert run(database.read(owner_of, HERE, "1")) is None
