"""The paths of everything beside characters."""

from collections.abc import Iterator
from typing import Any

from greenroom.dialects.inworld import wire
from greenroom.dialects.inworld.neighbours.collection import Collection
from greenroom.dialects.inworld.neighbours.handlers import Handlers
from greenroom.dialects.inworld.neighbours.knowledge.collection import KNOWLEDGE
from greenroom.dialects.inworld.neighbours.scenes.collection import SCENES
from greenroom.dialects.inworld.neighbours.workspaces import routes as workspaces
from greenroom.dialects.inworld.parameters import ROOTS, mask, page
from greenroom.dialects.kit.routes import Route


def _routes(these: Collection, root: str, *, alias: bool) -> Iterator[Route]:
    many, one = f"{root}/{these.path}", f"{root}/{these.path}/{{{these.wrapper}}}"
    do, message, view = Handlers(these), these.message, these.view_query
    paging = (*page("neighbour-filter"), *view)
    yield Route("POST", many, do.create, message, message, alias=alias, creates=True)
    yield Route("GET", many, do.list_things, None, these.page, paging, alias=alias)
    yield Route("GET", one, do.get, None, message, view, alias=alias)
    yield Route("PATCH", one, do.update, message, message, mask("neighbour-mask"), alias=alias)
    yield Route("DELETE", one, do.delete, None, dict[str, Any], alias=alias)
    yield Route("POST", f"{one}:deploy", do.deploy, None, wire.Operation, alias=alias)
    yield Route("GET", f"{one}/operations/{{operation}}", do.get_operation, None, wire.Operation, alias=alias)


NEIGHBOURS = (
    *workspaces.ROUTES,
    *(
        route
        for these in (SCENES, KNOWLEDGE)
        for root in ROOTS
        for route in _routes(these, root, alias=root != ROOTS[0])
    ),
)
"""The documented paths, and as aliases those of the earlier version."""
