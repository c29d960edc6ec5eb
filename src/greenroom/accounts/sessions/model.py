"""What is known about a session, and how long one lasts."""

from typing import NamedTuple

from msgspec import Struct

from greenroom.accounts.model import SCOPES, Caller
from greenroom.kit.clock import DAY


class Session(Struct, frozen=True, kw_only=True):
    """Somebody who is signed in. Times are microseconds since 1970, UTC; `seen_at` is right to a few minutes.

    `way` is how they signed in – guest, password, link, or the issuer of their identity – and `agent` what their browser
    calls itself, which is a stranger's text. `csrf` stands in every form that they are shown.
    """

    session_id: str
    account_id: str
    handle: str
    display_name: str
    plan: str
    is_guest: bool
    is_operator: bool
    way: str
    agent: str
    created_at: int
    seen_at: int
    expires_at: int
    csrf: str

    @property
    def caller(self) -> Caller:
        """Who asks, for the verbs of other rooms: somebody in person, who may do whatever their account may."""
        return Caller(
            account_id=self.account_id,
            handle=self.handle,
            plan=self.plan,
            key_id=None,
            scopes=frozenset(SCOPES),
        )


class Opened(NamedTuple):
    """A session that was just begun, and the token for its cookie, which is nowhere else."""

    token: str
    session: Session


class Lifetimes(NamedTuple):
    """Microseconds after which a session ends: unused, and in any case. A guest's is all they have, so it lasts longer."""

    idle: int = 14 * DAY
    whole: int = 90 * DAY
    guest_idle: int = 30 * DAY
    guest_whole: int = 365 * DAY

    def of(self, *, guest: bool) -> tuple[int, int]:
        """(unused, in any case) for one kind of account."""
        return (self.guest_idle, self.guest_whole) if guest else (self.idle, self.whole)
