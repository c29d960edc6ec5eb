"""The durable work of this room: deploying."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from greenroom.characters import store
from greenroom.characters.model import Character
from greenroom.database import Database, Transaction
from greenroom.operations.model import Operation
from greenroom.operations.worker import Work
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


async def _prepare(database: Database, operation: Operation) -> None:
    frozen = await database.read(_frozen, operation)
    if frozen is None:
        raise CannotDeploy("the character is gone")
    check(frozen[1])


def _frozen(db: Transaction, operation: Operation) -> tuple[int, Character] | None:
    record = store.find(db, operation.account_id, operation.subject)
    return store.deployments(db, record).get(operation.operation_id) if record else None


def _apply(db: Transaction, operation: Operation, _prepared: None) -> Mapping[str, Any]:
    record = store.find(db, operation.account_id, operation.subject)
    frozen = _frozen(db, operation)
    if record is None or frozen is None:
        raise CannotDeploy("the character is gone")
    number, character = frozen
    copies = store.copies(db, record)
    live = None if character == copies.draft else character
    store.update(db, replace(record, character=copies.draft, live_revision=number), live)
    store.delete_deployment(db, record, operation.operation_id)
    return {"revision": number}


DEPLOYING = Work(_prepare, _apply)
"""Makes a frozen copy live. `prepare` checks it; `apply` swaps it in and ends the operation in one transaction."""
