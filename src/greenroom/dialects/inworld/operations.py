"""Long-running operations as google.longrunning shows them. Pure."""

from typing import Any

from greenroom.dialects.inworld.errors import status_of
from greenroom.dialects.inworld.names import CharacterName
from greenroom.dialects.inworld.wire.operation import STRUCT_TYPE
from greenroom.operations.model import Operation


def show_operation(operation: Operation) -> dict[str, Any]:
    """An operation on a character."""
    target = CharacterName(operation.input["container"], operation.input["address"])
    return show_operation_on(operation, "character", str(target))


def show_operation_on(operation: Operation, noun: str, target: str) -> dict[str, Any]:
    """An operation on something of this name; once it has ended, exactly one of `response` and `error` is there."""
    shown: dict[str, Any] = {
        "name": f"{target}/operations/{operation.operation_id}",
        "metadata": _packed({"target": target}),
        "done": operation.finished,
    }
    if operation.state == "done":
        shown["response"] = _packed({noun: target})
    elif operation.finished:
        shown["error"] = status_of(dict(operation.outcome or {}))
    return shown


def _packed(value: dict[str, Any]) -> dict[str, Any]:
    return {"@type": STRUCT_TYPE, "value": value}
