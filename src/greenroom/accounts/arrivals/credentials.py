"""What somebody who is signed in changes about how they sign in."""

from greenroom.accounts import identities, service
from greenroom.accounts.arrivals.arrivals import WRONG
from greenroom.accounts.identities import LOCAL, Identity
from greenroom.accounts.passwords import store
from greenroom.accounts.passwords.hashing import hashed, matches
from greenroom.accounts.passwords.rules import LONGEST, check_password, new_recovery_code, recovery_digest
from greenroom.accounts.registration import Registration
from greenroom.accounts.sessions import Session, Sessions
from greenroom.accounts.store import rename
from greenroom.accounts.throttle import BY_NAME, Throttling
from greenroom.database import Database, Transaction
from greenroom.problems import AlreadyExists, CannotLink, NotSignedIn

_NO_PASSWORD = "This account has no password to change; add one."  # noqa: S105 - a sentence


class Credentials:
    """The ways of an account to sign in, as its owner manages them."""

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

    async def list(self, session: Session) -> list[Identity]:
        """The identities of an account, oldest first."""
        return await self._database.read(identities.list_identities, session.account_id)

    async def add_password(self, session: Session, handle: str, password: str, invite: str = "") -> str:
        """Let an account sign in by a name, which is its handle from now on, and a password; its recovery code.

        A guest stays by this, with everything. Raises NotAdmitted, BadValue, AlreadyExists or CannotLink.
        """
        handle = handle.strip().removeprefix("@")
        if session.is_guest:
            self._registration.check_invite(invite)
        service.check_handle(handle)
        check_password(password, handle)
        code, hash_ = new_recovery_code(), await hashed(password)
        await self._database.write(self._add, session, handle, hash_, code, invite)
        return code

    async def change_password(self, session: Session, old: str, new: str) -> None:
        """Replace a password that is known, and end all other sessions; raises NotSignedIn, BadValue or CannotLink."""
        check_password(new, session.handle)
        await self._prove(session, old)
        hash_ = await hashed(new)
        await self._database.write(store.change, session.account_id, hash_)
        await self._sessions.close_all(session, here=False)

    async def new_recovery_code(self, session: Session, password: str) -> str:
        """Another recovery code in place of the one before; raises NotSignedIn or CannotLink."""
        await self._prove(session, password)
        code = new_recovery_code()
        digest = recovery_digest(self._secret, code)
        await self._database.write(store.renew_recovery, session.account_id, digest)
        return code

    async def unlink(self, session: Session, issuer: str, subject: str) -> None:
        """Let an identity sign in no more; raises NotFound, or CannotLink for the last one."""
        await self._database.write(_unlink, session.account_id, issuer, subject)

    async def _prove(self, session: Session, password: str) -> None:
        """Raise NotSignedIn unless whoever sits there knows the password; CannotLink where there is none."""
        kept = await self._database.read(store.of_account, session.account_id)
        if kept.hash is None:
            raise CannotLink(_NO_PASSWORD)
        await self._throttle.take(BY_NAME, session.handle.lower())
        if not await matches(kept.hash, password[: LONGEST + 1]):
            raise NotSignedIn(WRONG)
        await self._throttle.forget(BY_NAME, session.handle.lower())

    def _add(
        self, db: Transaction, session: Session, handle: str, hash_: str, code: str, invite: str
    ) -> None:
        account_id, plan = session.account_id, session.plan
        if session.is_guest:
            plan = self._registration.admit(db, self._secret, invite)
        account = service.find_account(db, account_id)
        name = handle if session.is_guest else account.display_name
        if not rename(db, account_id, handle, name):
            raise AlreadyExists("account", f"@{handle}")
        identities.link(db, account_id, LOCAL, account_id, f"@{handle}", plan=plan)
        store.insert(db, account_id, hash_, recovery_digest(self._secret, code))


def _unlink(db: Transaction, account_id: str, issuer: str, subject: str) -> None:
    identities.unlink(db, account_id, issuer, subject)
    if issuer == LOCAL:
        store.delete(db, account_id)
