"""Keys as a process judges them; other processes are the database changing behind its back."""

import asyncio

import pytest
from tests.conftest import Run

from greenroom.accounts import service, store
from greenroom.accounts.keyring import Keyring
from greenroom.accounts.keys import new_key
from greenroom.accounts.model import Key
from greenroom.database import Database, Transaction
from greenroom.kit.clock import MINUTE, SECOND, system_clock
from greenroom.problems import ExpiredKey, Suspended, WrongKey

SECRET = b"0123456789abcdef"


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = system_clock()

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def keyring(database: Database, clock: Hands) -> Keyring:
    return Keyring(database, SECRET, clock)


@pytest.fixture
def made(database: Database, run: Run) -> tuple[Key, str]:
    return run(database.write(_make))


def _make(db: Transaction) -> tuple[Key, str]:
    ada = service.create_account(db, "ada", "guest")
    return service.create_key(
        db, ada.account_id, "x", SECRET, scopes=("read",), expires_at=db.now + 10 * MINUTE
    )


def test_a_good_key_says_who_holds_it(keyring: Keyring, made: tuple[Key, str], run: Run) -> None:
    key, text = made
    caller = run(keyring.caller(text))
    assert (caller.account_id, caller.handle, caller.plan) == (key.account_id, "ada", "guest")
    assert (caller.key_id, caller.scopes) == (key.key_id, frozenset({"read"}))


def test_a_key_of_another_server_is_wrong(
    database: Database, made: tuple[Key, str], clock: Hands, run: Run
) -> None:
    with pytest.raises(WrongKey):
        run(Keyring(database, b"another secret of a server", clock).caller(made[1]))


def test_so_is_one_that_was_never_made(keyring: Keyring, run: Run) -> None:
    with pytest.raises(WrongKey):
        run(keyring.caller(new_key().text))


@pytest.mark.parametrize("text", ["", "x", "rp_", "rp_" + "A" * 50, "é", "\0"])
def test_so_is_what_cannot_be_one(text: str, keyring: Keyring, run: Run) -> None:
    with pytest.raises(WrongKey):
        run(keyring.caller(text))


def test_the_secret_of_another_key_does_not_fit(
    keyring: Keyring, made: tuple[Key, str], database: Database, run: Run
) -> None:
    key, text = made
    _, other = run(database.write(service.create_key, key.account_id, "y", SECRET))
    with pytest.raises(WrongKey):
        run(keyring.caller(text[:15] + other[15:]))


def test_a_key_expires_at_its_moment(keyring: Keyring, made: tuple[Key, str], clock: Hands, run: Run) -> None:
    key, text = made
    assert key.expires_at
    run(keyring.caller(text))
    clock.now = key.expires_at - 1
    run(keyring.caller(text))
    clock.now = key.expires_at
    with pytest.raises(ExpiredKey):
        run(keyring.caller(text))


def test_another_process_is_believed_within_a_second(
    keyring: Keyring, made: tuple[Key, str], database: Database, clock: Hands, run: Run
) -> None:
    key, text = made
    run(keyring.caller(text))
    run(database.write(service.revoke_key, key.account_id, key.key_id))
    clock.now += SECOND
    with pytest.raises(WrongKey):
        run(keyring.caller(text))


def test_this_one_at_once(keyring: Keyring, made: tuple[Key, str], database: Database, run: Run) -> None:
    key, text = made
    run(keyring.caller(text))
    run(database.write(service.revoke_key, key.account_id, key.key_id))
    keyring.forget()
    with pytest.raises(WrongKey):
        run(keyring.caller(text))


def test_a_clock_that_is_set_back_does_not_keep_a_revoked_key_alive(
    keyring: Keyring, made: tuple[Key, str], database: Database, clock: Hands, run: Run
) -> None:
    key, text = made
    run(keyring.caller(text))
    run(database.write(service.revoke_key, key.account_id, key.key_id))
    clock.now -= 60 * MINUTE
    with pytest.raises(WrongKey):
        run(keyring.caller(text))


def test_a_look_up_that_a_revocation_overtakes_is_not_believed(
    keyring: Keyring, made: tuple[Key, str], database: Database, run: Run
) -> None:
    key, text = made

    async def race() -> None:
        looking = asyncio.create_task(keyring.caller(text))
        await asyncio.sleep(0)  # the look-up is on its way to the database
        keyring.forget()
        await looking
        await database.write(service.revoke_key, key.account_id, key.key_id)
        with pytest.raises(WrongKey):
            await keyring.caller(text)

    run(race())


def test_a_suspended_account_s_keys_open_nothing_until_it_is_free(
    keyring: Keyring, made: tuple[Key, str], database: Database, run: Run
) -> None:
    key, text = made
    run(database.write(store.suspend_account, key.account_id, 1, "It sells things."))
    with pytest.raises(Suspended, match=r"^This account is suspended \(It sells things\); ask the operator"):
        run(keyring.caller(text))
    run(database.write(store.suspend_account, key.account_id, None))
    keyring.forget()
    run(keyring.caller(text))


def test_use_is_written_down_about_once_a_minute(
    keyring: Keyring, made: tuple[Key, str], database: Database, clock: Hands, run: Run
) -> None:
    key, text = made

    async def used() -> int | None:
        await keyring.caller(text)
        notes = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*notes)  # what requests don't wait for
        found = await database.read(service.find_key, key.account_id, key.key_id)
        return found.last_used_at

    first = run(used())
    assert first is not None
    assert run(used()) == first
    clock.now += MINUTE + SECOND
    second = run(used())
    assert second is not None
    assert second > first
