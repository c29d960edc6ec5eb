"""The verbs of sessions.

What a cookie says is asked of the database each time, so that a sign-out holds at once and everywhere. Only when a session was last seen is written coarsely, and without anybody waiting for it.
"""

import asyncio
import base64
import hmac
from contextlib import suppress

from greenroom.accounts import audit, guests, service
from greenroom.accounts.keyring import Keyring
from greenroom.accounts.model import Key, Scope, because
from greenroom.accounts.sessions import store
from greenroom.accounts.sessions.model import Lifetimes, Opened, Session
from greenroom.accounts.sessions.store import Presented
from greenroom.database import Database, Transaction
from greenroom.kit.clock import MINUTE, Clock
from greenroom.kit.ids import is_base62, is_uuid, random_base62
from greenroom.problems import NotAdmitted, NotFound, NotSignedIn, Problem, Suspended

KEY_LABEL = "studio, until you sign out"
KEY_LIVES = 15 * MINUTE
KEY_SCOPES: tuple[Scope, ...] = ("read", "write", "chat")
"""A key for the studio's live panels: it can't make further keys, which would outlive the session."""

_TOKEN = 43  # 256 bits
_TOUCHED = 5 * MINUTE
_LONGEST_AGENT = 200
_FORGED = "This form is not of your session; load the page again and send it from there."


class Sessions:
    """The sessions of an instance, as one process sees them."""

    def __init__(
        self,
        database: Database,
        secret: bytes,
        clock: Clock,
        keyring: Keyring,
        lifetimes: Lifetimes = Lifetimes(),  # noqa: B008 - frozen
    ) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock
        self._keyring = keyring
        self._lifetimes = lifetimes
        self._notes: set[asyncio.Task[None]] = set()

    async def open(self, account_id: str, way: str, agent: str = "") -> Opened:
        """A new session of an account; raises NotFound or Suspended."""
        return await self._database.write(self.begin, account_id, way, agent)

    def begin(self, db: Transaction, account_id: str, way: str, agent: str = "") -> Opened:
        """`open` within a transaction, which may have made the account."""
        account_id = service.find_account(db, account_id).account_id
        token = random_base62(_TOKEN)
        idle, whole = self._lifetimes.of(guest=guests.is_guest(db, account_id))
        digest = self._digest(token)
        kept = _printable(agent)
        store.insert(db, account_id, digest, way, kept, idle=idle, whole=whole)
        audit.note(db, "signed in", account_id, by=account_id, about=way)
        found = store.presented(db, digest)
        assert found is not None
        _check(found)
        return Opened(token, self._session(found))

    async def find(self, token: str | None) -> Session | None:
        """Whose cookie this is, or None where it opens nothing (any more); raises Suspended."""
        if not token or len(token) != _TOKEN or not is_base62(token):
            return None
        found = await self._database.read(store.presented, self._digest(token))
        now = self._clock()
        if found is None or min(found.idle_at, found.expires_at) <= now:
            return None
        _check(found)
        if now - found.seen_at > _TOUCHED:
            self._note_use(found, now)
        return self._session(found)

    async def require(self, token: str | None) -> Session:
        """`find` for pages that nobody else may see; raises NotSignedIn."""
        session = await self.find(token)
        if session is None:
            raise NotSignedIn("Sign in first; a session ends when it is not used for a while.")
        return session

    async def close(self, session: Session) -> None:
        """Sign out: the cookie and the keys of this session open nothing from now on."""
        await self._database.write(self._end, session, session.session_id)
        self._keyring.forget()

    async def close_one(self, session: Session, session_id: str) -> None:
        """Sign out another session of the same account; raises NotFound."""
        if not await self._database.write(self._end, session, session_id):
            raise NotFound("session", session_id)
        self._keyring.forget()

    async def close_all(self, session: Session, *, here: bool = True) -> int:
        """Sign out everywhere, or everywhere but `here`; how many sessions ended. API keys stay."""
        count = await self._database.write(self._end_all, session, "" if here else session.session_id)
        self._keyring.forget()
        return count

    async def list(self, account_id: str) -> list[Session]:
        """The sessions of an account, the last used first."""
        return [self._session(found) for found in await self._database.scan(store.of_account, account_id)]

    async def key(self, session: Session) -> tuple[Key, str]:
        """A key for the studio's live panels: it lives 15 minutes, and ends with the session or with the next one."""
        made = await self._database.write(self._make_key, session)
        self._keyring.forget()
        return made

    def begin_alone(self, db: Transaction, account_id: str, way: str, agent: str = "") -> Opened:
        """`begin`, and end all others of the account; call `forget_keys` after the commit."""
        store.delete_others(db, account_id, "")
        return self.begin(db, account_id, way, agent)

    def forget_keys(self) -> None:
        """Believe no key that ended with a session."""
        self._keyring.forget()

    def csrf(self, session: Session) -> str:
        """What stands in every form that this session is shown, as `session.csrf`."""
        return session.csrf

    def check_form(self, session: Session, sent: str | None) -> None:
        """Raise NotAdmitted for a form that was not made for this session (CSRF)."""
        if not sent or not hmac.compare_digest(sent.encode("utf-8", "surrogatepass"), session.csrf.encode()):
            raise NotAdmitted(_FORGED)

    def _end(self, db: Transaction, session: Session, session_id: str) -> bool:
        if not is_uuid(session_id) or not store.delete(db, session.account_id, session_id):
            return False
        audit.note(db, "signed out", session.account_id, by=session.account_id)
        return True

    def _end_all(self, db: Transaction, session: Session, but: str) -> int:
        audit.note(db, "signed out everywhere", session.account_id, by=session.account_id)
        return store.delete_others(db, session.account_id, but)

    def _make_key(self, db: Transaction, session: Session) -> tuple[Key, str]:
        expires_at = min(db.now + KEY_LIVES, session.expires_at)
        if not any(one.session_id == session.session_id for one in store.of_account(db, session.account_id)):
            raise NotSignedIn("This session has ended; sign in again.")
        key, text = service.create_key(
            db,
            session.account_id,
            KEY_LABEL,
            self._secret,
            scopes=KEY_SCOPES,
            expires_at=expires_at,
            by=session.account_id,
        )
        store.insert_key(db, session.account_id, session.session_id, key.key_id, expires_at)
        return key, text

    def _digest(self, token: str) -> bytes:
        return hmac.digest(self._secret, b"session " + token.encode(), "sha256")

    def _session(self, found: Presented) -> Session:
        mac = hmac.digest(self._secret, b"form " + found.session_id.encode(), "sha256")
        row = {name: getattr(found, name) for name in Session.__struct_fields__ if name != "csrf"}
        return Session(**row, csrf=base64.urlsafe_b64encode(mac[:24]).decode())

    def _note_use(self, found: Presented, now: int) -> None:
        idle, _ = self._lifetimes.of(guest=found.is_guest)
        note = asyncio.get_running_loop().create_task(
            self._write_use(found.account_id, found.session_id, min(now + idle, found.expires_at))
        )
        self._notes.add(note)
        note.add_done_callback(self._notes.discard)

    async def _write_use(self, account_id: str, session_id: str, idle_at: int) -> None:
        with suppress(Problem):
            await self._database.write(store.touch, account_id, session_id, idle_at)


def _check(found: Presented) -> None:
    if found.suspended_at is not None:
        raise Suspended(because(found.suspended_for))


def _printable(agent: str) -> str:
    return "".join(character for character in agent[:_LONGEST_AGENT] if character.isprintable())
