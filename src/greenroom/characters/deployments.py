"""Deployments: what may be deployed, and frozen copies of a character that wait to become live."""

from collections.abc import Mapping

from greenroom.characters.model import Character, Record
from greenroom.characters.store import SQL, encode, key_of
from greenroom.characters.stored import decode
from greenroom.database import Transaction, Value
from greenroom.problems import CannotDeploy

_LARGEST_PROMPT = 1_000_000  # characters of text that would go into every prompt


def check(character: Character) -> None:
    """Whether a character can be talked to; raises CannotDeploy with what stands in the way."""
    texts = [getattr(character.prompt, name) for name in character.prompt.__struct_fields__]
    length = sum(map(len, texts)) + sum(map(len, character.examples))
    if length > _LARGEST_PROMPT:
        raise CannotDeploy(
            f"its texts have {length:,} characters; a prompt holds at most {_LARGEST_PROMPT:,}"
        )


def add(db: Transaction, record: Record, operation_id: str) -> None:
    """Freeze the working copy for an operation that will make it live."""
    row: dict[str, Value] = {
        "operation_id": operation_id,
        "revision": record.revision,
        "document": encode(record.character),
    }
    db.run(SQL.insert_deployment, key_of(record) | row)


def waiting(db: Transaction, record: Record) -> Mapping[str, tuple[int, Character]]:
    """The frozen copies that wait to become live, by operation id, each with its revision."""
    rows = db.all(SQL.deployments, key_of(record))
    return {operation_id: (number, decode(document)) for operation_id, number, document in rows}


def update(db: Transaction, record: Record, operation_id: str, character: Character) -> None:
    """Rewrite a frozen copy, because a change that is live at once must also be in what will be live."""
    db.run(
        SQL.update_deployment, key_of(record) | {"operation_id": operation_id, "document": encode(character)}
    )


def delete(db: Transaction, record: Record, operation_id: str) -> None:
    """Remove a frozen copy that has become live."""
    db.run(SQL.delete_deployment, key_of(record) | {"operation_id": operation_id})
