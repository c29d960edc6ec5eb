"""Sessions; other processes are the database changing behind their back."""

import asyncio

import pytest
from tests.accounts.clocks import Hands
from tests.conftest import Run
from tests.tables import where

from greenroom.accounts import audit, guests, service, store
from greenroom.accounts.keyring import Keyring
from greenroom.accounts.model import SCOPES, Account
from greenroom.accounts.sessions import Lifetimes, Opened, Sessions
from greenroom.accounts.sessions.store import forget_ended
from greenroom.database import Database, open_database
from greenroom.kit.clock import DAY, MINUTE
from greenroom.problems import NotAdmitted, NotFound, NotSignedIn, Suspended, WrongKey

SECRET = b"0123456789abcdef"
TIMES = Lifetimes()


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def keyring(database: Database, clock: Hands) -> Keyring:
    return Keyring(database, SECRET, clock)


@pytest.fixture
def sessions(database: Database, clock: Hands, keyring: Keyring) -> Sessions:
    return Sessions(database, SECRET, clock, keyring)


@pytest.fixture
def ada(database: Database, run: Run) -> Account:
    return run(database.write(service.create_account, "ada", "home", "Ada"))


@pytest.fixture
def opened(sessions: Sessions, ada: Account, run: Run) -> Opened:
    return run(sessions.open(ada.account_id, "password", "Firefox\n\x00 on a phone"))


def test_a_cookie_says_who_is_there(sessions: Sessions, opened: Opened, ada: Account, run: Run) -> None:
    session = run(sessions.find(opened.token))
    assert session == opened.session
    assert (session.account_id, session.handle, session.display_name) == (ada.account_id, "ada", "Ada")
    assert (session.way, session.agent) == ("password", "Firefox on a phone")
    assert (session.is_guest, session.is_operator) == (False, False)
    caller = session.caller
    assert (caller.account_id, caller.key_id, caller.scopes) == (ada.account_id, None, frozenset(SCOPES))


@pytest.mark.parametrize("token", [None, "", "x", "A" * 43, "é" * 43, "\0" * 43, "rp_" + "A" * 50])
def test_nothing_else_does(sessions: Sessions, opened: Opened, token: str | None, run: Run) -> None:
    assert opened.token != token
    assert run(sessions.find(token)) is None
    with pytest.raises(NotSignedIn, match="Sign in first"):
        run(sessions.require(token))


def test_a_cookie_of_another_server_does_not(
    database: Database, opened: Opened, clock: Hands, keyring: Keyring, run: Run
) -> None:
    assert run(Sessions(database, b"another secret of a server", clock, keyring).find(opened.token)) is None


def test_the_token_is_nowhere_in_the_database(database: Database, opened: Opened, run: Run) -> None:
    assert run(database.read(where, opened.token)) == {opened.token: set()}


def test_a_cookie_is_no_key_and_a_key_no_cookie(
    database: Database, sessions: Sessions, keyring: Keyring, opened: Opened, ada: Account, run: Run
) -> None:
    with pytest.raises(WrongKey):
        run(keyring.caller(opened.token))
    _, text = run(database.write(service.create_key, ada.account_id, "x", SECRET))
    assert run(sessions.find(text)) is None


@pytest.mark.parametrize("before", [1, 0])
def test_a_session_ends_unused(
    sessions: Sessions, opened: Opened, clock: Hands, before: int, run: Run
) -> None:
    clock.now = opened.session.created_at + TIMES.idle - before
    assert (run(sessions.find(opened.token)) is None) == (before == 0)


def test_one_that_is_used_goes_on_but_not_for_ever(
    database_location: str, ada: Account, clock: Hands, run: Run
) -> None:
    """The database's own clock is moved along."""
    database = open_database(database_location, clock=clock)
    sessions = Sessions(database, SECRET, clock, Keyring(database, SECRET, clock))

    async def live() -> int:
        opened = await sessions.open(ada.account_id, "password")
        days = 0
        while await sessions.find(opened.token):
            await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))  # what nobody waits for
            clock.now += 10 * DAY
            days += 10
        return days

    assert run(live()) == TIMES.whole // DAY
    assert run(database.write(forget_ended)) == 1
    run(database.close())


def test_a_guest_s_lasts_longer(sessions: Sessions, database: Database, clock: Hands, run: Run) -> None:
    guest = run(database.write(guests.create_guest))
    opened = run(sessions.open(guest.account_id, "guest"))
    assert opened.session.is_guest
    clock.now += TIMES.guest_idle - MINUTE
    assert run(sessions.find(opened.token))


def test_seen_is_written_every_few_minutes(
    sessions: Sessions, opened: Opened, clock: Hands, run: Run
) -> None:
    async def seen() -> int:
        await sessions.find(opened.token)
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))
        session = await sessions.find(opened.token)
        assert session
        return session.seen_at

    first = run(seen())
    clock.now += 4 * MINUTE
    assert run(seen()) == first
    clock.now += 2 * MINUTE
    assert run(seen()) > first


def test_a_suspended_account_s_opens_nothing(
    sessions: Sessions, database: Database, opened: Opened, ada: Account, run: Run
) -> None:
    run(database.write(store.suspend_account, ada.account_id, 1, "Spam."))
    with pytest.raises(Suspended, match=r"suspended \(Spam\); ask"):
        run(sessions.find(opened.token))
    with pytest.raises(Suspended, match=r"suspended \(Spam\); ask"):
        run(sessions.open(ada.account_id, "password"))
    run(database.write(store.suspend_account, ada.account_id, None))
    assert run(sessions.find(opened.token))


def test_signing_out_holds_at_once_and_here_only(
    sessions: Sessions, opened: Opened, ada: Account, run: Run
) -> None:
    other = run(sessions.open(ada.account_id, "link"))
    run(sessions.close(opened.session))
    assert run(sessions.find(opened.token)) is None
    assert [one.session_id for one in run(sessions.list(ada.account_id))] == [other.session.session_id]


@pytest.mark.parametrize("here", [True, False])
def test_signing_out_everywhere(
    sessions: Sessions, opened: Opened, ada: Account, database: Database, run: Run, *, here: bool
) -> None:
    others = [run(sessions.open(ada.account_id, "link")) for _ in range(2)]
    bob = run(database.write(service.create_account, "bob", "home"))
    bobs = run(sessions.open(bob.account_id, "link"))

    async def close() -> int:
        return await sessions.close_all(opened.session, here=here)

    assert run(close()) == 2 + here
    assert [run(sessions.find(one.token)) for one in others] == [None, None]
    assert (run(sessions.find(opened.token)) is None) == here
    assert run(sessions.find(bobs.token))


def test_another_s_session_can_t_be_ended(
    sessions: Sessions, opened: Opened, database: Database, run: Run
) -> None:
    bob = run(database.write(service.create_account, "bob", "home"))
    bobs = run(sessions.open(bob.account_id, "link"))
    for session_id in (opened.session.session_id, "x", "\0"):
        with pytest.raises(NotFound):
            run(sessions.close_one(bobs.session, session_id))
    assert run(sessions.find(opened.token))


def test_a_form_is_of_one_session(sessions: Sessions, opened: Opened, ada: Account, run: Run) -> None:
    other = run(sessions.open(ada.account_id, "link")).session
    sessions.check_form(opened.session, sessions.csrf(opened.session))
    for sent in (None, "", "x", "é", other.csrf, opened.token):
        with pytest.raises(NotAdmitted, match="not of your session"):
            sessions.check_form(opened.session, sent)


def test_a_studio_key_ends_with_its_session(
    sessions: Sessions, keyring: Keyring, opened: Opened, ada: Account, run: Run
) -> None:
    key, text = run(sessions.key(opened.session))
    assert key.expires_at
    assert key.expires_at - key.created_at == 15 * MINUTE
    assert run(keyring.caller(text)).scopes == {"read", "write", "chat"}
    _, second = run(sessions.key(opened.session))
    with pytest.raises(WrongKey):
        run(keyring.caller(text))
    other = run(sessions.open(ada.account_id, "link"))
    _, others = run(sessions.key(other.session))
    run(sessions.close(opened.session))
    with pytest.raises(WrongKey):
        run(keyring.caller(second))
    assert run(keyring.caller(others))
    with pytest.raises(NotSignedIn):
        run(sessions.key(opened.session))


def test_expired_studio_keys_are_forgotten(
    sessions: Sessions, database_location: str, opened: Opened, ada: Account, clock: Hands, run: Run
) -> None:
    run(sessions.key(opened.session))
    later = open_database(database_location, clock=clock)
    clock.now += 16 * MINUTE
    assert run(later.write(forget_ended)) == 0
    assert run(later.read(service.list_keys, ada.account_id)) == []
    run(later.close())


def test_with_the_account_its_sessions_go(
    sessions: Sessions, database: Database, opened: Opened, ada: Account, run: Run
) -> None:
    run(sessions.key(opened.session))
    run(database.write(service.delete_account, ada.account_id))
    assert run(sessions.find(opened.token)) is None


def test_what_was_done_is_in_the_trail(
    sessions: Sessions, database: Database, opened: Opened, ada: Account, run: Run
) -> None:
    run(sessions.close(opened.session))
    entries = run(database.scan(audit.of_account, ada.account_id, 10))
    assert [(entry.act, entry.about) for entry in entries] == [
        ("signed out", ""),
        ("signed in", "password"),
        ("account created", ""),
    ]
