import pytest
from tests.conftest import Run

from greenroom.accounts import audit, service, store
from greenroom.accounts.keys import digest
from greenroom.accounts.model import SCOPES, Account, Key
from greenroom.database import Database, Transaction, open_database
from greenroom.kit.clock import SECOND, system_clock
from greenroom.problems import AlreadyExists, BadValue, MissingScope, NotFound, Problem

SECRET = b"0123456789abcdef"
HANDLES = ["ada", "A_1", "x" * 32, "@ada", "ADA"]
NO_HANDLES = ["", "ab", "x" * 33, "a b", "a-b", "ädä", "a.b", "ada\n", "@@ada", "<b>", "a\0b"]


def account(db: Transaction, handle: str = "ada") -> Account:
    return service.create_account(db, handle, "home")


@pytest.mark.parametrize("handle", HANDLES)
def test_a_good_handle_is_kept_as_written(handle: str, database: Database, run: Run) -> None:
    made = run(database.write(account, handle))
    assert made.handle == made.display_name == handle.removeprefix("@")
    assert run(database.read(service.list_accounts)) == [made]


@pytest.mark.parametrize("handle", NO_HANDLES)
def test_a_bad_handle_is_refused(handle: str, database: Database, run: Run) -> None:
    with pytest.raises(BadValue, match=r"^handle"):
        run(database.write(account, handle))
    assert run(database.read(service.list_accounts)) == []


@pytest.mark.parametrize("again", ["ada", "ADA", "@Ada"])
def test_a_handle_is_taken_once_whatever_its_case(again: str, database: Database, run: Run) -> None:
    first = run(database.write(account, "Ada"))
    with pytest.raises(AlreadyExists):
        run(database.write(account, again))
    assert run(database.read(service.list_accounts)) == [first]


@pytest.mark.parametrize("name", ["ada", "@ada", "ADA", "id"])
def test_an_account_is_found_by_handle_or_id(name: str, database: Database, run: Run) -> None:
    made = run(database.write(account, "Ada"))
    assert run(database.read(service.find_account, made.account_id if name == "id" else name)) == made


@pytest.mark.parametrize("name", ["nobody", "", "@", "01900000-0000-7000-8000-000000000000"])
def test_nobody_else_is(name: str, database: Database, run: Run) -> None:
    run(database.write(account, "Ada"))
    with pytest.raises(NotFound, match="account not found: @"):
        run(database.read(service.find_account, name))


def test_an_account_is_suspended_and_freed(database: Database, run: Run) -> None:
    made = run(database.write(account, "ada"))
    assert run(database.write(service.suspend_account, "@ADA")).suspended_at is not None

    def free(db: Transaction) -> Account:
        return service.suspend_account(db, "ada", suspended=False)

    assert run(database.write(free)) == made


def key(db: Transaction, **kind: object) -> tuple[Key, str]:
    owner = account(db, f"t_{db.new_id()[-12:]}")
    return service.create_key(db, owner.account_id, "label", SECRET, **kind)  # type: ignore[arg-type]  # of several kinds


def test_a_key_is_kept_as_its_digest_alone(database: Database, run: Run) -> None:
    made, text = run(database.write(key))
    presented = run(database.read(store.presented_key, made.key_id))
    assert presented is not None
    assert presented.digest == digest(SECRET, text)
    assert made.scopes == SCOPES
    assert text.startswith(made.key_id)
    assert text not in repr((made, presented))


REFUSED: list[tuple[dict[str, object], type[Problem], str]] = [
    ({"scopes": []}, BadValue, "scopes"),
    ({"scopes": ["root"]}, BadValue, "scopes"),
    ({"scopes": ["read", "write"], "granted": ["read"]}, MissingScope, "write"),
    ({"scopes": ["keys"], "granted": []}, MissingScope, "keys"),
    ({"expires_at": 0}, BadValue, "expires_at"),
]


@pytest.mark.parametrize(("kind", "problem", "words"), REFUSED)
def test_a_key_that_may_not_be_is_refused(
    kind: dict[str, object], problem: type[Problem], words: str, database: Database, run: Run
) -> None:
    def unit(db: Transaction) -> None:
        key(db, **kind)

    with pytest.raises(problem, match=words):
        run(database.write(unit))
    assert run(database.read(service.list_accounts)) == []


@pytest.mark.parametrize("label", ["", " ", "x" * 101])
def test_a_key_has_a_label(label: str, database: Database, run: Run) -> None:
    owner = run(database.write(account))
    with pytest.raises(BadValue, match=r"^label"):
        run(database.write(service.create_key, owner.account_id, label, SECRET))


def test_scopes_stand_once_and_in_order(database: Database, run: Run) -> None:
    def unit(db: Transaction) -> Key:
        return key(db, scopes=("chat", "read", "chat"))[0]

    assert run(database.write(unit)).scopes == ("read", "chat")


def test_rotating_takes_everything_over_and_revokes_in_one_step(database: Database, run: Run) -> None:
    def make(db: Transaction) -> Key:
        return key(db, scopes=("read",), expires_at=db.now + SECOND)[0]

    old = run(database.write(make))
    new, _ = run(database.write(service.rotate_key, old.account_id, old.key_id, SECRET))
    keys = {one.key_id: one for one in run(database.read(service.list_keys, old.account_id))}
    assert (new.label, new.scopes, new.expires_at) == (old.label, old.scopes, old.expires_at)
    assert keys[old.key_id].revoked_at is not None
    assert keys[new.key_id] == new


def test_rotating_what_may_do_more_revokes_nothing(database: Database, run: Run) -> None:
    old, _ = run(database.write(key))

    def rotate(db: Transaction) -> None:
        service.rotate_key(db, old.account_id, old.key_id, SECRET, granted=("keys",))

    with pytest.raises(MissingScope):
        run(database.write(rotate))
    assert run(database.read(service.list_keys, old.account_id)) == [old]


def test_a_revocation_is_for_good_and_keeps_its_first_moment(database: Database, run: Run) -> None:
    made, _ = run(database.write(key))
    first = run(database.write(service.revoke_key, made.account_id, made.key_id))
    again = run(database.write(service.revoke_key, made.account_id, made.key_id))
    assert first.revoked_at is not None
    assert again == first
    with pytest.raises(NotFound):
        run(database.write(service.rotate_key, made.account_id, made.key_id, SECRET))


@pytest.mark.parametrize("key_id", ["", "x", "rp_AAAAAAAAAAAA", "rp_AAAAAAAAAAA\0"])
def test_a_key_that_never_was(key_id: str, database: Database, run: Run) -> None:
    owner = run(database.write(account))
    for verb in (service.find_key, service.revoke_key):
        with pytest.raises(NotFound):
            run(database.write(verb, owner.account_id, key_id))
    with pytest.raises(NotFound):
        run(database.read(service.owner_of_key, key_id))


def test_a_key_is_its_owner_s_alone(database: Database, run: Run) -> None:
    hers, _ = run(database.write(key))
    his, _ = run(database.write(key))
    with pytest.raises(NotFound):
        run(database.write(service.revoke_key, his.account_id, hers.key_id))
    assert run(database.read(service.owner_of_key, hers.key_id)) == hers.account_id
    assert run(database.read(service.list_keys, hers.account_id)) == [hers]


def test_with_an_account_its_keys_and_its_handle_go(database: Database, run: Run) -> None:
    made, _ = run(database.write(key))
    run(database.write(service.delete_account, made.account_id))
    assert run(database.read(store.presented_key, made.key_id)) is None
    assert run(database.read(service.list_accounts)) == []


def test_what_is_done_to_an_account_is_in_the_trail_until_it_goes(database: Database, run: Run) -> None:
    made, text = run(database.write(key))
    run(database.write(service.revoke_key, made.account_id, made.key_id))
    run(database.write(service.revoke_key, made.account_id, made.key_id))
    acts = run(database.scan(audit.of_account, made.account_id, 10))
    assert [(entry.act, entry.about) for entry in acts] == [
        ("key revoked", made.key_id),
        ("key created", made.key_id),
        ("account created", ""),
    ]
    assert text not in repr(acts)
    run(database.write(service.delete_account, made.account_id))
    left = run(database.scan(audit.page, 10))
    assert [entry.act for entry in left] == [
        "account deleted",
        "key revoked",
        "key created",
        "account created",
    ]
    assert {(one.account_id, one.actor_id, one.key_id, one.about) for one in left} == {(None, None, None, "")}


def test_the_trail_is_read_in_pages_and_forgotten_after_a_year(
    database_location: str, database: Database, run: Run
) -> None:
    made, _ = run(database.write(key))
    first = run(database.scan(audit.of_account, made.account_id, 1))
    rest = run(database.scan(audit.of_account, made.account_id, 10, first[-1].audit_id))
    assert [entry.act for entry in (*first, *rest)] == ["key created", "account created"]
    later = open_database(database_location, clock=lambda: system_clock() + audit.KEPT + SECOND)
    assert run(later.write(audit.forget_old)) == 2
    run(later.close())
