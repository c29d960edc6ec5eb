"""Addresses: the names that dialects with names of their own give a character, each in one of their containers."""

from typing import NamedTuple

from greenroom.characters.model import Record
from greenroom.characters.store import SQL, key_of, record_of, stored
from greenroom.characters.stored import Stored
from greenroom.database import Transaction, Value


class Address(NamedTuple):
    """A character's name in a dialect, and the container that it is a name in, folded."""

    dialect: str
    container: str
    name: str


def find(db: Transaction, account_id: str, dialect: str, container: str, address: str) -> Record | None:
    """A character of this account by its name in a dialect's container; both already folded."""
    key: dict[str, Value] = {
        "account_id": account_id,
        "dialect": dialect,
        "container": container,
        "address": address,
    }
    row = db.one(SQL.addressed_character, key)
    return record_of(row) if row else None


def find_by_id(db: Transaction, account_id: str, dialect: str, character_id: str) -> Record | None:
    """A character by its id, with its name in a dialect."""
    key: dict[str, Value] = {"account_id": account_id, "dialect": dialect, "character_id": character_id}
    row = db.one(SQL.character_with_address, key)
    return record_of(row) if row else None


def oldest_in(
    db: Transaction, account_id: str, dialect: str, container: str, after: str, most: int
) -> list[Stored]:
    """Characters in a container from the oldest on, made after the one with the id `after`."""
    key: dict[str, Value] = {
        "account_id": account_id,
        "dialect": dialect,
        "container": container,
        "after": after,
        "most": most,
    }
    return [stored(row) for row in db.all(SQL.oldest_in_container, key)]


def add(db: Transaction, record: Record, dialect: str, container: str, name: str) -> bool:
    """Name a character in a dialect's container; False, and nothing written, when the name is taken."""
    row = key_of(record) | {
        "dialect": dialect,
        "container": container.lower(),
        "address": name.lower(),
        "name": name,
    }
    return db.run(SQL.insert_address, row) > 0


def delete(db: Transaction, record: Record, dialect: str) -> None:
    """Take a character's name in a dialect away; it is about to get another."""
    db.run(SQL.delete_address, key_of(record) | {"dialect": dialect})


def of_character(db: Transaction, record: Record) -> list[Address]:
    """Where a character stands in each dialect with names of its own."""
    return [Address(*row) for row in db.all(SQL.addresses_of_character, key_of(record))]


def population(db: Transaction, account_id: str) -> dict[tuple[str, str], int]:
    """How many characters of an account stand in each container, by dialect and folded name."""
    rows = db.all(SQL.population, {"account_id": account_id})
    return {(dialect, container): count for dialect, container, count in rows}
