"""Judging presented keys, quickly: what the database said is believed for a second, and forgotten at a revocation.

So a revocation made by this process holds from the next request, and one made by another process within a second.
"""

import asyncio
import hmac
from contextlib import suppress
from typing import NamedTuple

from greenroom.accounts import store
from greenroom.accounts.keys import digest, key_id_of
from greenroom.accounts.model import Caller, because
from greenroom.accounts.store import Presented
from greenroom.database import Database
from greenroom.kit.clock import MINUTE, SECOND, Clock
from greenroom.problems import ExpiredKey, Problem, Suspended, WrongKey

_BELIEVED = SECOND
_MOST_KEPT = 10_000
_PLACEHOLDERS = ("your", "<", ">", "$", "token", "api_key", "...")
_HINT = " It looks like the placeholder of a sample: put a key of this server in its place."


class _Known(NamedTuple):
    key_id: str
    presented: Presented
    caller: Caller
    read_at: int


class Keyring:
    """The keys that one process has lately seen."""

    def __init__(self, database: Database, secret: bytes, clock: Clock) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock
        self._known: dict[str, _Known] = {}  # by the whole key, once it has proved right
        self._forgotten = 0
        self._used: dict[str, int] = {}
        self._notes: set[asyncio.Task[None]] = set()

    async def caller(self, text: str) -> Caller:
        """Who holds this key; raises WrongKey, ExpiredKey or Suspended."""
        now = self._clock()
        known = self._known.get(text)
        if known is None or not 0 <= now - known.read_at < _BELIEVED:
            known = await self._look_up(text, now)
        presented = known.presented
        if presented.expires_at is not None and presented.expires_at <= now:
            raise ExpiredKey
        if presented.suspended_at is not None:
            raise Suspended(because(presented.suspended_for))
        if now - self._used.get(known.key_id, presented.last_used_at or 0) > MINUTE:
            self._note_use(known.key_id, known.caller, now)
        return known.caller

    def forget(self) -> None:
        """Ask the database again about every key."""
        self._forgotten += 1
        self._known.clear()

    async def _look_up(self, text: str, now: int) -> _Known:
        key_id = key_id_of(text)
        if key_id is None:
            raise WrongKey(_HINT if any(mark in text.lower() for mark in _PLACEHOLDERS) else "")
        forgotten = self._forgotten
        presented = await self._database.read(store.presented_key, key_id)
        if presented is None or presented.revoked_at is not None:
            raise WrongKey("")
        if not hmac.compare_digest(presented.digest, digest(self._secret, text)):
            raise WrongKey("")
        caller = Caller(
            account_id=presented.account_id,
            handle=presented.handle,
            plan=presented.plan,
            key_id=key_id,
            scopes=frozenset(presented.scopes.split()),
        )
        known = _Known(key_id, presented, caller, now)
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        if (
            forgotten == self._forgotten
        ):  # else a revocation came in between: believe it, not what was read before
            self._known[text] = known
        return known

    def _note_use(self, key_id: str, caller: Caller, now: int) -> None:
        """Write down that the key was used, without making the request wait for it or depend on it."""
        if len(self._used) >= _MOST_KEPT:
            self._used.clear()
        self._used[key_id] = now
        note = asyncio.get_running_loop().create_task(self._write_use(caller.account_id, key_id))
        self._notes.add(note)
        note.add_done_callback(self._notes.discard)

    async def _write_use(self, account_id: str, key_id: str) -> None:
        with suppress(Problem):
            await self._database.write(store.touch_key, account_id, key_id)
