"""Records as rows. Every verb takes the transaction `db` first."""

from contextlib import suppress
from typing import Any

import msgspec

from greenroom.database import Row, Transaction, statements
from greenroom.kit.json_values import encode_json
from greenroom.problems import NotFound
from greenroom.records.model import Record, Shelf

SQL = statements(__package__)
_decode = msgspec.json.Decoder(dict[str, Any]).decode
_ALL = 2**31 - 1


def put(db: Transaction, shelf: Shelf, record_id: str, document: dict[str, Any]) -> Record:
    """A record with this document, made or replaced."""
    db.run(SQL.put, _row(db, shelf, record_id, document))
    return get(db, shelf, record_id)


def ensure(db: Transaction, shelf: Shelf, record_id: str, document: dict[str, Any]) -> bool:
    """Make a record with this document if it is not there; whether it was made."""
    return bool(db.run(SQL.insert, _row(db, shelf, record_id, document)))


def lock(db: Transaction, shelf: Shelf, record_id: str) -> Record:
    """A record that nobody else changes before this transaction ends; raises NotFound."""
    row = db.one(SQL.locked_record, shelf._asdict() | {"record_id": record_id})
    if row is None:
        raise NotFound(shelf.kind, record_id)
    return _record(row)


def once(db: Transaction, shelf: Shelf, record_id: str, document: dict[str, Any]) -> Record:
    """The record of this id, made with this document if there is none; locked, so that it stays until the end."""
    while True:
        ensure(db, shelf, record_id, document)
        with suppress(NotFound):  # somebody deleted it in between
            return lock(db, shelf, record_id)


def find(db: Transaction, shelf: Shelf, record_id: str) -> Record | None:
    """A record by its id."""
    row = db.one(SQL.record, shelf._asdict() | {"record_id": record_id})
    return _record(row) if row else None


def get(db: Transaction, shelf: Shelf, record_id: str) -> Record:
    """A record by its id; raises NotFound, which calls it by its kind."""
    found = find(db, shelf, record_id)
    if found is None:
        raise NotFound(shelf.kind, record_id)
    return found


def all_on(db: Transaction, shelf: Shelf, *, after: str = "", most: int = _ALL) -> list[Record]:
    """The records of a shelf by id, which is the order of their making where ids are UUIDv7."""
    rows = db.all(SQL.records, shelf._asdict() | {"after": after, "most": most})
    return [_record(row) for row in rows]


def in_all_scopes(db: Transaction, shelf: Shelf, scope: str, after: str, most: int) -> list[Record]:
    """The records of a shelf and of those like it in other scopes, by scope and id, from the one after these on."""
    rows = db.all(SQL.in_all_scopes, shelf._asdict() | {"scope": scope, "after": after, "most": most})
    return [_record(row) for row in rows]


def count(db: Transaction, shelf: Shelf) -> int:
    """How many records stand on a shelf."""
    row = db.one(SQL.count, shelf._asdict())
    assert row is not None
    return int(row[0])


def delete(db: Transaction, shelf: Shelf, record_id: str) -> None:
    """Remove a record; raises NotFound where there is none."""
    if not db.run(SQL.delete, shelf._asdict() | {"record_id": record_id}):
        raise NotFound(shelf.kind, record_id)


def delete_in_all_scopes(db: Transaction, shelf: Shelf, record_id: str) -> None:
    """Remove the records of this id from a shelf and from those like it in every other scope."""
    db.run(SQL.delete_in_all_scopes, shelf._asdict() | {"record_id": record_id})


def delete_scope(db: Transaction, account_id: str, scope: str) -> None:
    """Remove everything that belongs to a thing which is gone, whatever its dialect and kind."""
    db.run(SQL.delete_scope, {"account_id": account_id, "scope": scope})


def delete_scope_of(db: Transaction, account_id: str, dialect: str, scope: str) -> None:
    """Remove everything of one dialect that belongs to a thing which is gone."""
    db.run(SQL.delete_scope_of, {"account_id": account_id, "dialect": dialect, "scope": scope})


def _row(db: Transaction, shelf: Shelf, record_id: str, document: dict[str, Any]) -> dict[str, Any]:
    return shelf._asdict() | {"record_id": record_id, "now": db.now, "document": encode_json(document)}


def _record(row: Row) -> Record:
    scope, record_id, created_at, updated_at, document = row
    return Record(scope, record_id, created_at, updated_at, _decode(document))
