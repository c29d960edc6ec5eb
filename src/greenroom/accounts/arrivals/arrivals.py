"""The ways in that need nobody else: as guest, by name and password, by recovery code, and by an operator's link."""

import hmac

from greenroom.accounts import audit, identities, service, tickets
from greenroom.accounts.arrivals.model import Arrival, Visitor, Ways
from greenroom.accounts.guests import create_guest
from greenroom.accounts.passwords import store
from greenroom.accounts.passwords.hashing import hashed, is_outdated, matches
from greenroom.accounts.passwords.rules import LONGEST, check_password, new_recovery_code, recovery_digest
from greenroom.accounts.passwords.store import Kept
from greenroom.accounts.registration import Registration
from greenroom.accounts.sessions import Opened, Sessions
from greenroom.accounts.throttle import BY_ADDRESS, BY_NAME, NEWCOMERS, Throttling, neighbourhood
from greenroom.database import Database, Transaction
from greenroom.problems import NotAdmitted, NotSignedIn, Problem

WRONG = "The name or the password is not right."
_WRONG_CODE = "The name or the recovery code is not right; a code is good for one password."


class Arrivals:
    """The doors of an instance, as one process guards them."""

    def __init__(
        self,
        database: Database,
        secret: bytes,
        sessions: Sessions,
        registration: Registration,
        throttle: Throttling,
    ) -> None:
        self._database = database
        self._secret = secret
        self._sessions = sessions
        self._registration = registration
        self._throttle = throttle

    def ways(self) -> Ways:
        """What this server offers to whoever has no account."""
        policy = self._registration
        return Ways(policy.takes_guests, policy.takes_newcomers, policy.needs_invite)

    async def as_guest(self, visitor: Visitor) -> Arrival:
        """A guest's account of somebody's own, at once; raises NotAdmitted or RateLimited."""
        self._registration.check_guest()
        await self._throttle.take(NEWCOMERS, neighbourhood(visitor.address))
        opened = await self._database.write(self._guest, visitor)
        return Arrival(*opened, is_new=True)

    async def register(self, handle: str, password: str, visitor: Visitor, invite: str = "") -> Arrival:
        """A new account with a name and a password, and the recovery code that is shown this once.

        Raises NotAdmitted, RateLimited, BadValue, or AlreadyExists for a name that is taken.
        """
        handle = handle.strip().removeprefix("@")
        self._registration.check_invite(invite)
        service.check_handle(handle)
        check_password(password, handle)
        address = neighbourhood(visitor.address)
        await self._throttle.take(NEWCOMERS, address)
        code = new_recovery_code()
        hash_ = await hashed(password)
        try:
            opened = await self._database.write(self._register, handle, hash_, code, visitor, invite)
        except Problem as problem:
            if not isinstance(problem, NotAdmitted):  # invites are not to be guessed
                await self._throttle.give_back(NEWCOMERS, address)
            raise
        return Arrival(*opened, is_new=True, recovery_code=code)

    async def with_password(self, handle: str, password: str, visitor: Visitor) -> Arrival:
        """Sign in by name and password; raises NotSignedIn, RateLimited or Suspended."""
        kept = await self._guess(handle, visitor)
        right = await matches(kept.hash if kept else None, password[: LONGEST + 1])
        if kept is None or not right:
            await self._failed(kept, "password")
            raise NotSignedIn(WRONG)
        await self._right(handle, visitor)
        fresh = await hashed(password) if is_outdated(kept.hash or "") else None
        return Arrival(*await self._database.write(self._signed_in, kept.account_id, fresh, visitor))

    async def recover(self, handle: str, code: str, password: str, visitor: Visitor) -> Arrival:
        """Replace a forgotten password and sign in; a new code takes the place of the one that is used up.

        All other sessions of the account end. Raises NotSignedIn, RateLimited, BadValue or Suspended.
        """
        check_password(password, handle)
        kept = await self._guess(handle, visitor)
        old, fresh, opened = recovery_digest(self._secret, code), new_recovery_code(), None
        if kept is not None and hmac.compare_digest(kept.recovery or b"", old):  # to hash costs much
            hash_ = await hashed(password)
            opened = await self._database.write(self._recovered, kept, old, hash_, fresh, visitor)
        if opened is None:
            await self._failed(kept, "recovery code")
            raise NotSignedIn(_WRONG_CODE)
        await self._right(handle, visitor)
        self._sessions.forget_keys()
        return Arrival(*opened, recovery_code=fresh)

    async def with_link(self, ticket: str, visitor: Visitor) -> Arrival:
        """Sign in by a link that an operator or the server gave, once; raises NotSignedIn, RateLimited or Suspended."""
        address = neighbourhood(visitor.address)
        await self._throttle.take(BY_ADDRESS, address)
        opened = await self._database.write(self._linked, ticket, visitor)
        await self._throttle.give_back(BY_ADDRESS, address)
        return Arrival(*opened)

    async def _guess(self, handle: str, visitor: Visitor) -> Kept | None:
        """What is kept for a name, once this attempt is counted."""
        await self._throttle.take(BY_ADDRESS, neighbourhood(visitor.address))
        await self._throttle.take(BY_NAME, _folded(handle))
        return await self._database.read(store.of_handle, handle)

    async def _right(self, handle: str, visitor: Visitor) -> None:
        await self._throttle.forget(BY_NAME, _folded(handle))
        await self._throttle.give_back(BY_ADDRESS, neighbourhood(visitor.address))

    async def _failed(self, kept: Kept | None, what: str) -> None:
        """Note it for whoever's account it is; of a name that nobody has nothing is kept, for it may be a password."""
        if kept is not None:
            await self._database.write(_note_failure, kept.account_id, what)

    def _guest(self, db: Transaction, visitor: Visitor) -> Opened:
        return self._sessions.begin(db, create_guest(db).account_id, "guest", visitor.agent)

    def _register(
        self, db: Transaction, handle: str, hash_: str, code: str, visitor: Visitor, invite: str
    ) -> Opened:
        plan = self._registration.admit(db, self._secret, invite)
        account_id = service.create_account(db, handle, plan).account_id
        identities.link(db, account_id, identities.LOCAL, account_id, f"@{handle}", plan=plan)
        store.insert(db, account_id, hash_, recovery_digest(self._secret, code))
        return self._sessions.begin(db, account_id, "password", visitor.agent)

    def _signed_in(self, db: Transaction, account_id: str, fresh: str | None, visitor: Visitor) -> Opened:
        if fresh:
            store.rehash(db, account_id, fresh)
        return self._sessions.begin(db, account_id, "password", visitor.agent)

    def _recovered(
        self, db: Transaction, kept: Kept, old: bytes, hash_: str, fresh: str, visitor: Visitor
    ) -> Opened | None:
        if not store.recover(db, kept.account_id, old, hash_, recovery_digest(self._secret, fresh)):
            return None
        return self._sessions.begin_alone(db, kept.account_id, "password", visitor.agent)

    def _linked(self, db: Transaction, ticket: str, visitor: Visitor) -> Opened:
        return self._sessions.begin(db, tickets.use_link(db, self._secret, ticket), "link", visitor.agent)


def _note_failure(db: Transaction, account_id: str, what: str) -> None:
    audit.note(db, "sign-in failed", account_id, about=what)


def _folded(handle: str) -> str:
    return handle.strip().removeprefix("@").lower()[:64]
