"""The operations on common knowledge."""

from typing import Any

from starlette.responses import Response

from greenroom.dialects.inworld import wire
from greenroom.dialects.inworld.neighbours import handlers
from greenroom.dialects.inworld.neighbours.knowledge.collection import KNOWLEDGE
from greenroom.dialects.inworld.parameters import MASK, PAGE, ROOTS
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Reader, Route, Writer


async def create(call: Call, who: Writer) -> Response:
    """Create a piece of common knowledge."""
    return await handlers.create(call, who, KNOWLEDGE)


async def get(call: Call, who: Reader) -> Response:
    """One piece of common knowledge: its working copy."""
    return await handlers.get(call, who, KNOWLEDGE)


async def list_knowledge(call: Call, who: Reader) -> Response:
    """The common knowledge of a workspace, oldest first, page by page."""
    return await handlers.list_all(call, who, KNOWLEDGE)


async def update(call: Call, who: Writer) -> Response:
    """Change the fields of a piece of common knowledge that the mask, or without one the body, names."""
    return await handlers.update(call, who, KNOWLEDGE)


async def delete(call: Call, who: Writer) -> Response:
    """Remove a piece of common knowledge."""
    return await handlers.delete(call, who, KNOWLEDGE)


async def deploy(call: Call, who: Writer) -> Response:
    """Freeze the working copy of a piece of common knowledge for conversations."""
    return await handlers.deploy(call, who, KNOWLEDGE)


async def get_operation(call: Call, who: Reader) -> Response:
    """How the deployment of a piece of common knowledge stands."""
    return await handlers.get_operation(call, who, KNOWLEDGE)


def _routes(root: str, *, alias: bool) -> list[Route]:
    many, one = f"{root}/common-knowledge", f"{root}/common-knowledge/{{commonKnowledge}}"
    return [
        Route("POST", many, create, wire.CommonKnowledge, wire.CommonKnowledge, alias=alias, creates=True),
        Route("GET", many, list_knowledge, None, wire.ListCommonKnowledgeResponse, PAGE, alias=alias),
        Route("GET", one, get, None, wire.CommonKnowledge, alias=alias),
        Route("PATCH", one, update, wire.CommonKnowledge, wire.CommonKnowledge, MASK, alias=alias),
        Route("DELETE", one, delete, None, dict[str, Any], alias=alias),
        Route("POST", f"{one}:deploy", deploy, None, wire.Operation, alias=alias),
        Route("GET", f"{one}/operations/{{operation}}", get_operation, None, wire.Operation, alias=alias),
    ]


ROUTES = tuple(route for root in ROOTS for route in _routes(root, alias=root != ROOTS[0]))
"""The paths of common knowledge."""
