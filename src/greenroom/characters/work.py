"""The durable work of this room: deploying."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.characters import deployments, standings, store
from greenroom.characters.discovery import store as discovery
from greenroom.characters.model import Character, Record
from greenroom.database import Database, Transaction
from greenroom.operations.model import Operation
from greenroom.operations.worker import Work
from greenroom.problems import CannotDeploy


async def _prepare(database: Database, operation: Operation) -> None:
    _, character = await database.read(_frozen, operation)
    deployments.check(character)


def _record(db: Transaction, operation: Operation) -> Record:
    record = store.find(db, operation.account_id, operation.subject)
    if record is None:
        raise CannotDeploy("the character is gone")
    return record


def _frozen(db: Transaction, operation: Operation) -> tuple[int, Character]:
    return _own(operation, deployments.waiting(db, _record(db, operation)))


def _own(operation: Operation, waiting: Mapping[str, tuple[int, Character]]) -> tuple[int, Character]:
    """The copy to make live, and which revision it is."""
    found = waiting.get(operation.operation_id)
    if found is None:
        raise CannotDeploy("the character is gone")
    return found


def _forget(db: Transaction, operation: Operation) -> None:
    record = store.find(db, operation.account_id, operation.subject)
    if record:
        deployments.delete(db, record, operation.operation_id)


def _apply(db: Transaction, operation: Operation, _prepared: None) -> Mapping[str, Any]:
    # Held before the frozen copy is read: from here on nobody changes it.
    copies = store.lock(db, _record(db, operation))
    record = copies.record
    waiting = deployments.waiting(db, record)
    number, character = _own(operation, waiting)
    if (record.live_revision or 0) <= number:  # else a later one was published meanwhile
        live = None if character == record.character else character
        later = any(other > number for other, _ in waiting.values())
        live_revision = record.revision if live is None and not later else number
        moved = not store.is_live(copies, character)
        store.replace_live_copy(db, replace(record, live_revision=live_revision), live, moved=moved)
        is_open = record.character.visibility == "public" and standings.is_open(db, record)
        discovery.show(db, record, character if is_open else None)
    deployments.delete(db, record, operation.operation_id)
    return {"revision": number}


DEPLOYING = Work(_prepare, _apply, _forget)
"""Makes a frozen copy live. `prepare` checks it; `apply` swaps it in and ends the operation in one transaction."""
