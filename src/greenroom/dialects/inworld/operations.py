"""Long-running operations as google.longrunning shows them. Pure."""

from typing import Any

from greenroom.dialects.inworld.errors import status_of
from greenroom.dialects.inworld.names import CharacterName, OperationName
from greenroom.dialects.inworld.wire.operation import STRUCT_TYPE
from greenroom.operations.model import Operation


def show_operation(operation: Operation) -> dict[str, Any]:
    """An operation; once it has ended, exactly one of `response` and `error` is there."""
    target = CharacterName(operation.input["container"], operation.input["address"])
    shown: dict[str, Any] = {
        "name": str(OperationName(*target, operation.operation_id)),
        "metadata": _packed({"target": str(target)}),
        "done": operation.finished,
    }
    if operation.state == "done":
        shown["response"] = _packed({"character": str(target)})
    elif operation.finished:
        shown["error"] = status_of(dict(operation.outcome or {}))
    return shown


def _packed(value: dict[str, Any]) -> dict[str, Any]:
    return {"@type": STRUCT_TYPE, "value": value}
