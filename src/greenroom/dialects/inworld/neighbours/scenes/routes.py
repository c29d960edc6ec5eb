"""The operations on scenes."""

from typing import Any

from starlette.responses import Response

from greenroom.dialects.inworld import wire
from greenroom.dialects.inworld.neighbours import handlers
from greenroom.dialects.inworld.neighbours.scenes.collection import SCENES
from greenroom.dialects.inworld.parameters import MASK, PAGE, ROOTS
from greenroom.dialects.inworld.wire import enums
from greenroom.dialects.kit.call import Call
from greenroom.dialects.kit.routes import Query, Reader, Route, Writer


async def create(call: Call, who: Writer) -> Response:
    """Create a scene."""
    return await handlers.create(call, who, SCENES)


async def get(call: Call, who: Reader) -> Response:
    """One scene: its working copy."""
    return await handlers.get(call, who, SCENES)


async def list_scenes(call: Call, who: Reader) -> Response:
    """The scenes of a workspace, oldest first, page by page."""
    return await handlers.list_all(call, who, SCENES)


async def update(call: Call, who: Writer) -> Response:
    """Change the fields of a scene that the mask, or without one the body, names."""
    return await handlers.update(call, who, SCENES)


async def delete(call: Call, who: Writer) -> Response:
    """Remove a scene."""
    return await handlers.delete(call, who, SCENES)


async def deploy(call: Call, who: Writer) -> Response:
    """Freeze the working copy of a scene for conversations."""
    return await handlers.deploy(call, who, SCENES)


async def get_operation(call: Call, who: Reader) -> Response:
    """How the deployment of a scene stands."""
    return await handlers.get_operation(call, who, SCENES)


_VIEW = Query("view", {"type": "string", "enum": [*enums.SCENE_ITEM_VIEW.names.values()]}, "What to include.")


def _routes(root: str, *, alias: bool) -> list[Route]:
    many, one = f"{root}/scenes", f"{root}/scenes/{{scene}}"
    return [
        Route("POST", many, create, wire.Scene, wire.Scene, alias=alias, creates=True),
        Route("GET", many, list_scenes, None, wire.ListScenesResponse, (*PAGE, _VIEW), alias=alias),
        Route("GET", one, get, None, wire.Scene, (_VIEW,), alias=alias),
        Route("PATCH", one, update, wire.Scene, wire.Scene, MASK, alias=alias),
        Route("DELETE", one, delete, None, dict[str, Any], alias=alias),
        Route("POST", f"{one}:deploy", deploy, None, wire.Operation, alias=alias),
        Route("GET", f"{one}/operations/{{operation}}", get_operation, None, wire.Operation, alias=alias),
    ]


ROUTES = tuple(route for root in ROOTS for route in _routes(root, alias=root != ROOTS[0]))
"""The paths of scenes."""
