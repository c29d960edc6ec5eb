"""Sessions as rows."""

from typing import NamedTuple

from greenroom.database import Row, Transaction, Value, statements

SQL = statements(__package__)


class Presented(NamedTuple):
    """A session as the database knows it, in one look."""

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
    idle_at: int
    suspended_at: int | None
    suspended_for: str


def insert(
    db: Transaction, account_id: str, digest: bytes, way: str, agent: str, *, idle: int, whole: int
) -> str:
    """Enter a session that lasts so many microseconds unused, and in any case; its id."""
    session_id = db.new_id()
    named: dict[str, Value] = {"account_id": account_id, "session_id": session_id}
    row = named | {"way": way, "agent": agent, "now": db.now}
    db.run(SQL.insert, row | {"idle_at": db.now + min(idle, whole), "expires_at": db.now + whole})
    db.run(SQL.insert_token, named | {"digest": digest})
    return session_id


def presented(db: Transaction, digest: bytes) -> Presented | None:
    """The session of a cookie, whatever state it is in."""
    row = db.one(SQL.presented, {"digest": digest})
    return _presented(row) if row else None


def of_account(db: Transaction, account_id: str) -> list[Presented]:
    """The sessions of an account that have not ended, the last used first."""
    return [_presented(row) for row in db.all(SQL.of_account, {"account_id": account_id, "now": db.now})]


def touch(db: Transaction, account_id: str, session_id: str, idle_at: int) -> None:
    """Note that a session is used now, and when it would end unused."""
    named: dict[str, Value] = {"account_id": account_id, "now": db.now}
    if db.run(SQL.touch, named | {"session_id": session_id, "idle_at": idle_at}):
        db.run(SQL.touch_guest, named)


def delete(db: Transaction, account_id: str, session_id: str) -> bool:
    """End a session, and the keys that end with it; False where there is none."""
    named = {"account_id": account_id, "session_id": session_id}
    _delete_keys(db, [(account_id, key_id) for (key_id,) in db.all(SQL.keys_of, named)])
    return db.run(SQL.delete, named) > 0


def delete_others(db: Transaction, account_id: str, session_id: str) -> int:
    """End all sessions of an account but this one, and the keys that end with them; how many."""
    named = {"account_id": account_id, "session_id": session_id}
    _delete_keys(db, [(account_id, key_id) for (key_id,) in db.all(SQL.keys_of_others, named)])
    return db.run(SQL.delete_others, named)


def insert_key(db: Transaction, account_id: str, session_id: str, key_id: str, expires_at: int) -> None:
    """Let a key end with a session, whose earlier keys end now."""
    named: dict[str, Value] = {"account_id": account_id, "session_id": session_id}
    _delete_keys(db, [(account_id, old) for (old,) in db.all(SQL.keys_of, named)])
    db.run(SQL.insert_key, named | {"key_id": key_id, "expires_at": expires_at})


def forget_ended(db: Transaction) -> int:
    """Remove sessions that have ended, and keys of sessions that have expired; how many sessions."""
    _delete_keys(db, [(row[0], row[1]) for row in db.all(SQL.ended_keys, {"now": db.now})])
    return db.run(SQL.forget_ended, {"now": db.now})


def _delete_keys(db: Transaction, keys: list[tuple[str, str]]) -> None:
    for account_id, key_id in keys:
        named = {"account_id": account_id, "key_id": key_id}
        db.run(SQL.delete_key, named)
        db.run(SQL.delete_key_owner, named)


def _presented(row: Row) -> Presented:
    found = Presented(*row)
    return found._replace(is_guest=bool(found.is_guest), is_operator=bool(found.is_operator))
