"""Who comes, and what becomes of it."""

from typing import NamedTuple

from greenroom.accounts.sessions import Session


class Visitor(NamedTuple):
    """A browser: its address, as trusted proxies tell it, and what it calls itself."""

    address: str
    agent: str = ""


class Arrival(NamedTuple):
    """Somebody who is signed in now: `token` is for their cookie, `target` is where they wanted to go.

    `is_new` says that the account was made just now, so that they may choose how it should appear; `recovery_code` is
    shown this once. A session that the browser had before is not closed by this.
    """

    token: str
    session: Session
    is_new: bool = False
    target: str = "/"
    recovery_code: str | None = None


class Ways(NamedTuple):
    """What a page for signing in offers: whether somebody may be a guest, register, and must bring an invite for it."""

    guest: bool
    register: bool
    needs_invite: bool
