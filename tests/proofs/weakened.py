"""A server of which one guard is taken away before it serves: `weakened.py GUARD serve …`. Nothing but proofs runs it.

The promise that a proof is for must break here; otherwise the proof sees nothing.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

HOUR = 3_600_000_000
"""In microseconds."""


def replaced(where: Any, name: str, by: Any) -> None:
    """Something in place of what is there; AttributeError where nothing is, so that no hole closes unnoticed."""
    getattr(where, name)
    setattr(where, name, by)


def synchronous_normal() -> None:
    """SQLite's commits don't wait for the disk."""
    from greenroom.database.sqlite import connection  # noqa: PLC0415 - only where it is wanted

    pragmas = tuple(one.replace("synchronous = FULL", "synchronous = NORMAL") for one in connection.PRAGMAS)
    assert pragmas != connection.PRAGMAS
    replaced(connection, "PRAGMAS", pragmas)


def synchronous_off() -> None:
    """SQLite never asks the disk whether it has anything."""
    from greenroom.database.sqlite import connection  # noqa: PLC0415 - as above

    pragmas = tuple(one.replace("synchronous = FULL", "synchronous = OFF") for one in connection.PRAGMAS)
    assert pragmas != connection.PRAGMAS
    replaced(connection, "PRAGMAS", pragmas)


def told_anyway() -> None:
    """What could not be committed is said to be done."""
    from greenroom.database.sqlite.group_commit import GroupCommit  # noqa: PLC0415 - as above

    def given_up(self: Any, batch: Any, error: Exception) -> None:
        for job in batch:
            job.error = None if hasattr(job, "result") else job.error or error
        self._disconnect()

    replaced(GroupCommit, "_give_up", given_up)


def forgetful() -> None:
    """No idempotency key was ever seen before."""
    from greenroom.accounts import idempotency  # noqa: PLC0415 - as above

    replaced(idempotency, "once", lambda db, _this, make: make(db))


def endless_patience() -> None:
    """PostgreSQL is waited for, whether it says anything or not."""
    from greenroom.database.postgres import database, server  # noqa: PLC0415 - as above

    replaced(database, "PATIENCE", None)
    replaced(server, "SAFETY", {"application_name": "greenroom", "client_encoding": "UTF8"})


def held_writers() -> None:
    """A backup takes SQLite's write lock, and keeps it while it reads."""
    from greenroom.database.sqlite.keeper import SqliteKeeper  # noqa: PLC0415 - as above

    replaced(SqliteKeeper, "still", SqliteKeeper.alone)


def only_suspended() -> None:
    """Who is deleted stays where they are."""
    from greenroom.accounts import store  # noqa: PLC0415 - as above

    replaced(store, "delete_account", lambda _db, _account_id: True)


def never_asked_again() -> None:
    """Whatever key was good once is believed for an hour, whoever revokes it."""
    from greenroom.accounts import keyring  # noqa: PLC0415 - as above

    replaced(keyring, "_BELIEVED", HOUR)
    replaced(keyring.Keyring, "forget", lambda _: None)


def unlimited() -> None:
    """Whatever is asked is granted, and counted nowhere."""
    from greenroom.accounts.limits import Limits  # noqa: PLC0415 - as above
    from greenroom.accounts.shared_limits import SharedLimits  # noqa: PLC0415 - as above

    async def grant(self: Any, _account_id: str, plan: str, endpoint: Any) -> Any:
        return self.of_nobody(plan, endpoint)

    for kind in (Limits, SharedLimits):
        replaced(kind, "take", grant)


def no_heirs() -> None:
    """Work that a process left behind when it died is nobody's."""
    from greenroom.operations import store  # noqa: PLC0415 - as above

    next_to_do = store.next_to_do

    def only_new(db: Any, kinds: Any) -> Any:
        due = next_to_do(db, kinds)
        return due if due and due.state == "queued" else None

    replaced(store, "next_to_do", only_new)


def crossed() -> None:
    """What a model says goes to whoever was told something last."""
    from greenroom.conversations.reply import Reply  # noqa: PLC0415 - as above

    add, last = Reply.add, []

    def add_another(self: Any, kind: Any, data: Any) -> None:
        last.append(data)
        add(self, kind, last.pop(0) if kind == "text" and len(last) > 1 else data)

    replaced(Reply, "add", add_another)


def whosever() -> None:
    """A character's id is enough to have it."""
    from greenroom.characters import store  # noqa: PLC0415 - as above

    find = store.find

    def find_any(db: Any, account_id: str, character_id: str) -> Any:
        owner = db.one(store.SQL.owner, {"character_id": character_id})
        return find(db, owner[0] if owner else account_id, character_id)

    replaced(store, "find", find_any)


def broken_refusals() -> None:
    """What should be refused is called our own fault."""
    from greenroom.dialects.kit.front import Front  # noqa: PLC0415 - as above

    answer = Front.answer

    async def broken(self: Any, request: Any, request_id: str) -> Any:
        said = await answer(self, request, request_id)
        said.status_code = 500 if 400 <= said.status_code < 500 else said.status_code
        return said

    replaced(Front, "answer", broken)


def short_lists() -> None:
    """SQLite, and it alone, leaves out the last of several rows."""
    from greenroom.database.sqlite.transaction import SqliteTransaction  # noqa: PLC0415 - as above

    every = SqliteTransaction.all

    def fewer(self: Any, statement: Any, values: Any) -> Any:
        rows = every(self, statement, values)
        return rows[:-1] if len(rows) > 2 else rows

    replaced(SqliteTransaction, "all", fewer)


def any_host() -> None:
    """A name that somebody points at us is taken for ours."""
    from greenroom.http.proxies import Proxies  # noqa: PLC0415 - as above

    replaced(Proxies, "known_host", lambda *_: True)


GUARDS: Mapping[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        synchronous_normal,
        synchronous_off,
        told_anyway,
        forgetful,
        endless_patience,
        held_writers,
        only_suspended,
        never_asked_again,
        unlimited,
        no_heirs,
        crossed,
        whosever,
        broken_refusals,
        short_lists,
        any_host,
    )
}

if __name__ == "__main__":
    from greenroom.cli import main

    GUARDS[sys.argv.pop(1)]()
    main()
