"""Addresses: the names that dialects with names of their own give a character, each in one of their containers.

Names that follow from a character's id have no rows (naming.py).
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from greenroom.characters.model import Record
from greenroom.characters.naming import Naming
from greenroom.characters.store import SQL, key_of, stored, total
from greenroom.characters.stored import Stored
from greenroom.database import Transaction, Value


class Address(NamedTuple):
    """A character's name in a dialect, and the container that it is a name in, folded."""

    dialect: str
    container: str
    name: str


def find(db: Transaction, account_id: str, naming: Naming, container: str, name: str) -> Stored | None:
    """A character of this account by its name in a dialect's container, which is folded.

    A name that is written down is found in any case.
    """
    character_id = naming.derived.id_of(name) if naming.derived else None
    found = _by_id(db, account_id, naming, character_id) if character_id else None
    if found and found.around.container == container and found.around.address in {"", name}:
        return found.called(name)
    key: dict[str, Value] = {
        "account_id": account_id,
        "dialect": naming.dialect,
        "container": container,
        "address": name.lower(),
    }
    row = db.one(SQL.addressed_character, key)
    return stored(row) if row else None


def find_by_id(db: Transaction, account_id: str, naming: Naming, character_id: str) -> Stored | None:
    """A character by its id, with its name in a dialect."""
    found = _by_id(db, account_id, naming, character_id)
    return _named(found, naming) if found else None


def oldest_in(
    db: Transaction, account_id: str, naming: Naming, container: str, after: str, most: int
) -> list[Stored]:
    """Characters in a container from the oldest on, made after the one with the id `after`."""
    key: dict[str, Value] = {
        "account_id": account_id,
        "dialect": naming.dialect,
        "after": after,
        "most": most,
    }
    if naming.is_derived_in(container):
        statement, place = SQL.oldest_at_home, "home"
    else:
        statement, place = SQL.oldest_in_container, "container"
    return [_named(stored(row), naming) for row in db.all(statement, key | {place: container})]


def add(db: Transaction, record: Record, naming: Naming, container: str, name: str) -> bool:
    """Name a character in a dialect's container; False when the name is taken.

    Nothing is written then, nor where the name follows from its id.
    """
    if name == naming.derived_name(record.character_id, container):
        return True
    row = key_of(record) | {
        "dialect": naming.dialect,
        "container": container.lower(),
        "address": name.lower(),
        "name": name,
    }
    return db.run(SQL.insert_address, row) > 0


def delete(db: Transaction, record: Record, naming: Naming) -> None:
    """Take a character's name in a dialect away; it is about to get another."""
    db.run(SQL.delete_address, key_of(record) | {"dialect": naming.dialect})


def of_character(db: Transaction, record: Record, namings: Iterable[Naming]) -> list[Address]:
    """Where a character stands in each dialect with names of its own."""
    written = {row[0]: Address(*row) for row in db.all(SQL.addresses_of_character, key_of(record))}
    derived = {
        naming.dialect: Address(naming.dialect, naming.home, name)
        for naming in namings
        if (name := naming.derived_name(record.character_id, naming.home))
    }
    return sorted((derived | written).values())


def population(db: Transaction, account_id: str, namings: Iterable[Naming]) -> dict[tuple[str, str], int]:
    """How many characters of an account stand in each container, by dialect and folded name."""
    rows = db.all(SQL.population, {"account_id": account_id})
    found = Counter({(dialect, container): count for dialect, container, count in rows})
    everybody = total(db, account_id)
    for naming in namings:
        if naming.derived:
            written = sum(count for dialect, _, count in rows if dialect == naming.dialect)
            found[naming.dialect, naming.home] += everybody - written
    return found


def _by_id(db: Transaction, account_id: str, naming: Naming, character_id: str) -> Stored | None:
    key: dict[str, Value] = {
        "account_id": account_id,
        "dialect": naming.dialect,
        "character_id": character_id,
        "home": naming.home,
    }
    row = db.one(SQL.character_at_home if naming.derived else SQL.character_with_address, key)
    return stored(row) if row else None


def _named(found: Stored, naming: Naming) -> Stored:
    """With the name that follows from the id where none is written down."""
    if found.around.address or not naming.derived:
        return found
    return found.called(naming.derived.name_of(found.character_id))
