"""Signing in without the sign-in page: a session made behind the server's back, as its cookie."""

from typing import Any

from playwright.sync_api import BrowserContext
from tests.served import Caller, Served

from greenroom.accounts.keyring import Keyring
from greenroom.accounts.sessions import Sessions
from greenroom.accounts.sessions.cookies import SESSION
from greenroom.database import Transaction
from greenroom.kit.clock import system_clock
from greenroom.secret import server_secret


def session_token(served: Served, account_id: str) -> str:
    """The token of a new session of an account."""
    secret = server_secret(served.data, "")

    def begin(db: Transaction) -> str:
        nowhere: Any = None
        sessions = Sessions(nowhere, secret, system_clock, Keyring(nowhere, secret, system_clock))
        return sessions.begin(db, account_id, "password", "tests").token

    return served.write(begin)


def sign_in(context: BrowserContext, served: Served, who: Caller) -> None:
    """Let a browser be somebody's."""
    token = session_token(served, who.account_id)
    context.add_cookies([{"name": SESSION.name(secure=False), "value": token, "url": served.url}])
